assess-none = no scorecards
