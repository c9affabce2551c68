assess-none = 没有评分卡
