//! The policy document: fields, levels, ladder, retention, purposes; normalisers and validators.
