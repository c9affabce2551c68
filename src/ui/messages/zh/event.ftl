event-none = 没有事件
event-by = 经手人
