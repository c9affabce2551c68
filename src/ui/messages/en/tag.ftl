tag-none = no tags
