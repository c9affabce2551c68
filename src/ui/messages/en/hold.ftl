# What `hold` tells.
hold-none = no hold stands
