# hold 所说的话。
hold-none = 没有暂缓销毁的档案
