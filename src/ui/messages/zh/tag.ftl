tag-none = 没有标签
