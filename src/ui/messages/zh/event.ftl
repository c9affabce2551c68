event-none = 没有事件
