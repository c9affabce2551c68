#!/usr/bin/env python3
"""Writes src/model/name/{variants,pinyin,order}.txt: how names are found in other characters, and sorted.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install opencc==1.4.2 pypinyin==0.55.0 \\
        pypinyin-dict==0.9.0
    /tmp/venv/bin/python scripts/names.py

variants.txt   a line for each simplified character: itself, then the traditional characters and
               variants that OpenCC (Apache-2.0 licence) turns into it
pinyin.txt     a line for each syllable without its tone (ü is v): the simplified characters that
               are read so, in 现代汉语词典 (1983), in 通用规范汉字字典 (2013), or as a surname; of
               rarer characters the one common reading. From pypinyin and pypinyin-dict (MIT).
order.txt      of characters with several readings the one to sort by, likewise by syllable; behind a
               + as a surname; behind a = words that are read otherwise than their characters
"""
import collections
import pathlib
import unicodedata

import opencc
from pypinyin.pinyin_dict import pinyin_dict
from pypinyin_dict.pinyin_data import kmandarin_8105, ktghz2013, kxhc1983

OUT = pathlib.Path(__file__).resolve().parent.parent / "src/model/name"
HAN = range(0x4E00, 0xA000)
# Surnames that are read otherwise than the character is.
SURNAMES = """
单shan 仇qiu 区ou 曾zeng 解xie 翟zhai 查zha 尉yu 尉wei 迟chi 万mo 俟qi 长zhang 朴piao 盖ge 盖gai 乐yue 乐le
缪miao 覃qin 覃tan 冼xian 召shao 折she 黑he 祭zhai 隗wei 隗kui 繁po 员yun 么yao 牟mu 牟mou 逄pang 能nai 种chong
宓mi 宓fu 郇xun 郇huan 乜nie 佴nai 适kuo 秘bi 贲ben 沈shen 洗xian 令ling 澹tan 相xiang 都du 车che 句gou 佘she
訾zi 郗xi 郗chi 眭sui 任ren 纪ji 葛ge 华hua 燕yan 应ying 宁ning 过guo 那na 哈ha 卜bu 谌chen 谌shen 晁chao 褚chu
邸di 干gan 耿geng 郝hao 弘hong 会gui 嵇ji 靳jin 隽juan 阚kan 蒯kuai 郦li 蔺lin 麻ma 苗miao 万wan 倪ni 钮niu 逯lu
禤xuan 瞿qu 芮rui 厍she 莘shen 莘xin 殳shu 佟tong 危wei 鲜xian 幸xing 胥xu 禚zhuo 卓zhuo 竺zhu 祝zhu 洪hong 石shi
叶ye 柏bai 薄bo 尹yin 晟cheng 晟sheng 行xing 重chong 参shen 尧yao 大da 少shao 台tai 亓qi 钭tou 仉zhang 邴bing 郏jia
""".split()


# Characters of which another reading than the table's is the one that lists are sorted by.
SORTED = "长chang 薄bo".split()
# Surnames and places of two characters that are read otherwise than each of them.
WORDS = ["尉迟 yu chi", "万俟 mo qi", "长孙 zhang sun", "单于 chan yu", "重庆 chong qing", "厦门 xia men",
         "六安 lu an", "蚌埠 beng bu"]
# Surnames only within such a word, which are read as ever where they stand alone.
WITHIN = "尉万长"


def plain(reading):
    """A reading without its tone: lǚ is lv."""
    text = unicodedata.normalize("NFD", reading).replace("u\u0308", "v").replace("ê", "e")
    return "".join(c for c in text if c.isascii() and c.isalpha())


def variants():
    classes = collections.defaultdict(set)
    converters = [opencc.OpenCC(name) for name in ("t2s", "tw2s", "hk2s")]
    for code in list(HAN) + list(range(0x3400, 0x4DC0)):
        char = chr(code)
        for converter in converters:
            simple = converter.convert(char)
            if simple != char and len(simple) == 1 and ord(simple) in HAN:
                classes[simple].add(char)
    return {simple: sorted(others) for simple, others in sorted(classes.items())}


def readings(folded):
    found = collections.defaultdict(set)
    for source in (kxhc1983, ktghz2013, kmandarin_8105):
        for code, text in source.pinyin_dict.items():
            if code in HAN:
                found[chr(code)].update(plain(reading) for reading in text.split(","))
    for code, text in pinyin_dict.items():
        if code in HAN and chr(code) not in found:
            found[chr(code)].add(plain(text.split(",")[0]))
    for surname in SURNAMES:
        found[surname[0]].add(surname[1:])
    syllables = collections.defaultdict(list)
    for char, sounds in sorted(found.items()):
        if char not in folded:
            # 嗯 and the like, which no name has, are read without a vowel.
            for sound in filter(set("aeiouv").intersection, sounds):
                syllables[sound].append(char)
    return syllables


def order(syllables):
    """The lines of order.txt."""
    sounds = collections.defaultdict(set)
    for sound, chars in syllables.items():
        for char in chars:
            sounds[char].add(sound)
    chosen = {word[0]: word[1:] for word in SORTED}
    main, surname = collections.defaultdict(list), {}
    for char, all_of_it in sorted(sounds.items()):
        if len(all_of_it) > 1:
            first = kmandarin_8105.pinyin_dict.get(ord(char)) or pinyin_dict[ord(char)]
            sound = chosen.get(char, plain(first.split(",")[0]))
            main[sound if sound in all_of_it else min(all_of_it)].append(char)
    for word in SURNAMES:
        if len(sounds[word[0]]) > 1 and word[0] not in WITHIN:
            surname.setdefault(word[0], word[1:])
    by_sound = collections.defaultdict(list)
    for char, sound in sorted(surname.items()):
        if char not in main[sound]:
            by_sound[sound].append(char)
    lines = [f"{sound} {''.join(chars)}" for sound, chars in sorted(main.items()) if chars]
    lines += [f"+{sound} {''.join(chars)}" for sound, chars in sorted(by_sound.items())]
    return lines + [f"={word}" for word in WORDS]


def main():
    classes = variants()
    lines = ["# Simplified characters and their variants; made by scripts/names.py from OpenCC 1.4.2",
             "# (Apache-2.0 licence)."]
    lines += [simple + "".join(others) for simple, others in classes.items()]
    (OUT / "variants.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folded = {other for others in classes.values() for other in others}
    lines = ["# Syllables and the simplified characters read so; made by scripts/names.py from pypinyin",
             "# 0.55.0 and pypinyin-dict 0.9.0 (MIT licence)."]
    syllables = readings(folded)
    lines += [f"{sound} {''.join(chars)}" for sound, chars in sorted(syllables.items())]
    (OUT / "pinyin.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["# The reading to sort by, of characters that have several; + as a surname; = of a word. Made by",
             "# scripts/names.py from pypinyin 0.55.0 and pypinyin-dict 0.9.0 (MIT licence)."]
    lines += order(syllables)
    (OUT / "order.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
