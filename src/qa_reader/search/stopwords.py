"""Words that say nothing alone. They are indexed (a phrase may hold them), but do not narrow an answer."""

from __future__ import annotations

from qa_reader.search.analysis import terms

#: Words that say nothing alone: left out of an AND as long as others remain.
FUNCTION_WORDS = frozenset(
    terms(
        "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is "
        "it its me my no of on or our she should so such than that the their them then there these they this those to "
        "was we were what when where which who why will with would you your am about any being just please tell us "
        "want may might must 的 了 吗 呢 吧 啊"
    )
)
