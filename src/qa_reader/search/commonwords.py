"""Words of any conversation: what they are, and how little they tell.

How rare a word is among an archive's threads says how much it tells only where there are many of them. Among some
hundred threads "yesterday" is as rare as "myopia", and the thread that has it is no answer. So words that are common
in the language itself count for half of what the archive's rarity gives them, and are never the reason for anything.
"""

from __future__ import annotations

from functools import cache

from qa_reader.search.analysis import Mode, terms
from qa_reader.search.folding import fold_character, is_cjk

#: The share of its rarity that a common word keeps. Measured: SciFact +0.6 %, RQE +0.9 %; 0.3 and 0.7 are worse.
KEPT = 0.5

_GRAMMAR = """
a an and are as at be been being but by can cannot could did do does doing done for from had has have having he her
hers him his how i if in into is it its me my mine no nor not of on or our ours out over own she should so some such
than that the their theirs them then there these they this those to too under until up very was we were what when
where
which while who whom whose why will with would you your yours am about after again all also although always among any
anybody anyone anything around because before being below between both down during each either else ever every
everyone
everything few just least less let like likely many may maybe might more most much must myself himself herself itself
yourself themselves neither never now off often once one only onto other others otherwise perhaps quite rather really
same several shall since somebody someone something sometimes still though through thus together toward towards upon
us
usually via well whatever whenever whether within without yes yet im ive id youre hes shes theyre weve dont doesnt
didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt cant hasnt havent thats whats theres lets here however
therefore hence above across against along already another anyway nothing none nobody
"""
_TALK = """
ask asks asked asking answer question questions say says said saying tell tells told telling know knows knew known
think
thinks thought thinking want wants wanted wanting need needs needed wonder wondering see sees saw seen look looks
looked
looking come comes came coming go goes going went gone get gets got getting gotten give gives gave given giving take
takes
took taken taking make makes made making put keep keeps kept use uses used using find finds found try tries tried
trying
call calls called calling mean means meant feel feels felt seem seems seemed happen happens happened help helps helped
please thank thanks hello hi dear sir madam doctor dr year years old month months week weeks day days today yesterday
tomorrow time times ago last next first second two three four five six seven eight nine ten new good better best bad
right sure thing things way ways lot little big kind sort man men woman women lady guy boy girl people person patient
patients mr mrs ms start starts started starting stop stops stopped turn show shows showed work works worked leave
left
worry worries worried worrying
wish wishing hope hear heard talk talked believe suppose guess consider considered regard regarding concern concerned
able possible different certain important recent recently currently current various following due per etc ie eg number
part case cases
"""
#: What any story is told with: its people, days, numbers and moves. They count in full, but are no reasons.
_LIFE = """
mother father mom mum mommy dad daddy parent parents brother sister brothers sisters son daughter child children kid
kids baby
wife husband spouse boyfriend girlfriend grandmother grandfather grandma grandpa aunt uncle cousin friend friends
family
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october
november december morning afternoon evening night nights noon minute minutes hour hours spring summer autumn winter
weekend
zero eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
seventy
eighty ninety hundred thousand half third fourth fifth percent centimeter centimeters millimeter millimeters inch
inches gram
grams milligram milligrams kilo kilos liter liters pound pounds school home house car nurse clinic hospital learn
learned read
become becomes became explain explains explained problem problems true remove removed wait waiting switch switched
stuck
odd oddly exactly return returned carry carried hold held move moved pull pulled higher lower hard long short card
reading write wrote written buy bought play playing open listen fine nice kindly
爸爸 妈妈 父亲 母亲 弟弟 哥哥 姐姐 妹妹 阿公 阿嬷 爷爷 奶奶 外公 外婆 儿子 女儿 孩子 小孩 先生 太太 老公 老婆 丈夫
妻子 家人 同事 分钟 小时 公分 公斤 厘米 毫米 早上 晚上 中午 下午 上午 半夜
星期 礼拜 年前 年来 天前 月前 岁时 医院 门诊 看医 下次 上次 根本 反正 隔天 自己 别人 大家 这样 那样 先吃 年轻
"""
_CHINESE = """
因为 不是 不能 不会 不要 不知 不过 不好 不太 不用 要不 不同 可能 应该 现在 时候 时间 今天 昨天 明天 最近 之前 之后
以前 以后 需要 知道 觉得 感觉 一直 一下 一般 一些 一个
一点 一种 然后 出现 进行 建议 注意 情况 问题 医生 医师 大夫 患者 病人 您好 你好 谢谢 朋友 方面 几天 几个 开始 继续
经常 有时 平时 已经 曾经 非常 比较 许多 能够 通过 根据 导致 引起
想问 多久 多少 左右 大概 结果 为了 认为 成为 作为 能不 过来 当时 同时 还能 我想 好的 日常 目前
"""
#: What is asked of any illness: no topic, and no reason why two threads are alike.
_ASKED = """
treat treats treated treatment treatments symptom symptoms sign signs cause causes caused causing cure cures
cured diagnose diagnosed diagnosis prevent prevention prevented complication complications outlook prognosis
research information advice option options risk risks test tests testing result results condition conditions
disease diseases type types stage stages form forms disorder disorders syndrome trial trials affect affects
affected effect effects method methods issue issues report 治疗 治愈 治好 医治 医好 根治 症状 表现 原因 病因
方法 办法 效果 结果 后果 正常 异常 检查 诊断 预防 引发 诱发 诱因 发病 患病 得病 病情 不适 舒服 回事 多久 多长
长时 时间 用药 吃药 服药 服用 药物 标准 身体 指标 具体 形成 处理 解决 调理 控制 护理 防治 多大 多高 多重 出现
病症 疾病 专家 专科 费用 多钱 价格 比较 最好 严重 厉害 难受 影响 危害 东西 食物 饮食 吃饭
"""
#: Words of everyday that any text may have, whatever it is about: no reasons, and no topics.
_EVERYDAY = """
okay soon elderly female male adult
http https www com org html href above accept according act action add after age agree allow alone amount
answer appear apply area arrive available away back base basic become begin believe bit blue body both bottle
bring build busy cannot capable catch center century certainly challenge chance change check choice choose
clean clear close color common company complete concept contain continue control convert correct cost count
country couple course create cut daily damage dark date deal decide deep deliver describe despite detail
determine develop device difficult direct discover distance doubt draw drive dry early earth easy edge eight
empty end enjoy enough entire equal especially establish event exact exam example except exist expect expensive
experience express extra extreme fact factor fail fair fall familiar famous fast fear feature fill final
finally fine finish fit fix floor flow follow force forget former forward frequency frequent friendly full
function future game gather general goal good government great green ground group grow guess guide half handle
happy hardly heat heavy hide highly history hit honest hot huge human hundred hurt idea identify ignore imagine
immediately implement improve include increase independent indicate individual influence inside instead intend
interest involve item job join judge jump just key kill lack lady land large late laugh law lay lead level lie
life lift light limit line link list live local lonely lose lost love low machine main major manage mark match
material matter measure member mention mere middle mind miss mistake mix modern moment money morning mostly
multiple name national natural nature near nearly necessary negative neighbor nervous nobody normal note notice
object obtain obvious occur offer office official old operate opinion opportunity opposite order ordinary
original outside pack page pair paper particular pass past pattern pay perfect perform perhaps period permit
person phone pick picture piece place plain plan plant plus point poor popular position positive possess
possible power practice prefer prepare present pretty prevent previous price print private probable proceed
process produce product professional program project proper protect prove provide public pure purpose push
quality quick quiet quit raise range rate reach ready real realize reason receive record red reduce refer
reflect refuse relate relation release rely remain remember repeat replace request require reserve resource
respond rest rich ring rise road role room rotate round row rule run safe sake save scale scene science score
search season seat secret section select sell send sense sentence separate serious serve service set settle
seven share sharp shift short shout similar simple simply single sit situation six size skill slight slow small
smart smile social society soft solve somehow sound source space speak special specific speed spend spend spot
spread stage stand standard state station stay step stick store story straight strange street strength strong
structure struggle student study stuff style subject succeed success sudden suggest suit suitable supply
support suppose surface surprise survive swim system table talk tall task teach team ten term thank thick thin
throw tie tired title toddler together tool top total touch tough tradition train travel tree trip trouble
trust type typical uncertain understand unique unit unknown unless unlike upset usual value various version
view visible visit walk wall warm wash waste watch water weak wear weather week whether white wide win wind
window wonder wood word world worry worse worst worth wrong yellow young zone 下去 不下 打过 报告 数据 打针
变成 看到 听说 发现 希望 咨询 分别 区别 意思 关系 措施 身上 里面 外面 上面 下面 健检 健康
"""
#: A pair of characters that has one of these is grammar more often than a word.
_CHARACTERS = frozenset(
    "的了是我你您他她它們这這那哪之其与與及而且但或如何怎么麼什甚吗嗎呢吧啊呀嘛着會会要很也都就還还又把让讓给給對"
    "对于於从從到在有没沒个個些样樣请請问問說说可所以该該一二三四五六七八九十百千两兩几幾第半做想"
)


_COMMON = frozenset(terms(f"{_GRAMMAR} {_TALK} {_CHINESE}", Mode.QUERY))
_STORY = frozenset(terms(_LIFE, Mode.QUERY))
_FOLDED = frozenset(fold_character(character) for character in _CHARACTERS) | _CHARACTERS


@cache  # not at the start: a query of plain words has no use for them
def _asking() -> frozenset[str]:
    return frozenset(terms(_ASKED, Mode.QUERY))


@cache
def _of_nothing() -> frozenset[str]:
    return _asking() | frozenset(terms(_EVERYDAY, Mode.QUERY))


def is_common(term: str) -> bool:
    """Whether a term is a word of any conversation, or of two characters that make none."""
    return term in _COMMON


def is_between_words(term: str) -> bool:
    """Whether a term is a pair of Chinese characters with a word of grammar in it: 水怎 of 腹水怎麼辦."""
    return len(term) == 2 and is_cjk(term[0]) and not _FOLDED.isdisjoint(term)


def tells(term: str) -> bool:
    """Whether a term may be a reason: no common word, no number, no single letter or character, no grammar."""
    if not term or term in _COMMON or term in _STORY:
        return False
    if is_cjk(term[0]):
        return len(term) > 1 and _FOLDED.isdisjoint(term)
    return len(term) > 2 and not term[0].isdigit()


def names(term: str) -> bool:
    """Whether a term may name what a thread is about: it tells something, and no text of any subject has it."""
    return term not in _of_nothing() and tells(term)


def is_talk(term: str) -> bool:
    """Whether a term is common, of any story, or asked of any illness."""
    return term in _COMMON or term in _STORY or term in _of_nothing()


def is_asked(term: str) -> bool:
    """Whether a term is asked of any illness: treatment, symptoms, 怎麼治療."""
    return term in _asking()


def is_grammar(character: str) -> bool:
    """Whether a Chinese character is a word of grammar more often than part of one."""
    return character in _FOLDED
