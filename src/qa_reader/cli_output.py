"""What the commands write to stdout: JSON values with `--json`, else lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import msgspec

from qa_reader.model import ArchiveInfo, BuildReport, Hit, HitPage, Related
from qa_reader.wording import counted, day, tr

# ---------------------------------------------------------------- as JSON


def write_json(value: object) -> None:
    """Write one JSON value and a line's end."""
    # not msgspec's own writer: a file's name may hold what is no Unicode, and stdout has an answer to that
    sys.stdout.write(json.dumps(msgspec.to_builtins(value), ensure_ascii=False) + "\n")


def page_json(query: str, page: HitPage) -> dict[str, object]:
    """The answer of `search --json`; it names those topics that the program found, where there are any."""
    found = [name for name in page.facets.get("topic", ()) if name in page.found_topics]
    return {
        "query": query,
        "total": page.total,
        "took_ms": round(page.took_ms, 2),
        "notes": page.notes,
        "hits": [hit_json(hit) for hit in page.hits],
        "facets": page.facets,
        **({"computed_topics": found} if found else {}),
    }


def hit_json(hit: Hit) -> dict[str, object]:
    """One hit of it; spans as [start, end] in characters of the snippet."""
    return {
        "rank": hit.rank,
        "id": hit.ref.thread,
        "score": round(hit.score, 4),
        "title": hit.title,
        "department": hit.department,
        "doctor": hit.doctor,
        "asked": hit.asked,
        "replied": hit.replied,
        "snippet": {"text": hit.snippet.text, "spans": [list(span) for span in hit.snippet.spans]},
    }


def related_json(thread_id: str, alike: Sequence[Related]) -> dict[str, object]:
    """The answer of `related --json`."""
    entries = [
        {
            "rank": rank,
            "id": entry.ref.thread,
            "score": round(entry.score, 4),
            "title": entry.title,
            "department": entry.department,
            "reasons": entry.reasons,
        }
        for rank, entry in enumerate(alike, 1)
    ]
    return {"id": thread_id, "related": entries}


def built_json(report: BuildReport) -> dict[str, object]:
    """The report of `build --json`."""
    return {
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "notes": report.notes,
        "archive": report.archive,
        "seconds": report.seconds,
    }


def info_json(said: ArchiveInfo) -> dict[str, object]:
    """What `info --json` says of an archive."""
    departments = [
        {
            "name": department.name,
            "threads": department.threads,
            "topics": [{"name": topic.name, "threads": threads} for topic, threads in department.topics],
            **({"computed": True} if department.computed else {}),
        }
        for department in said.departments
    ]
    return msgspec.to_builtins(said) | {"departments": departments}  # type: ignore[no-any-return]


# ---------------------------------------------------------------- for people


def print_report(report: BuildReport) -> None:
    """The report of a build: what was kept or skipped to stderr, the sum to stdout."""
    for entry in (*report.notes, *report.skipped):
        print(f"{entry.file}: {entry.reason.removeprefix(f'{entry.file}: ')}", file=sys.stderr)
    print(
        tr("{0}: read {1}, added {2}, updated {3}, unchanged {4}, skipped {5}, in {6:.1f} s").format(
            report.archive,
            report.read,
            report.added,
            report.updated,
            report.unchanged,
            len(report.skipped),
            report.seconds,
        )
    )


def print_page(page: HitPage) -> None:
    """The hits to stdout, three lines each; notes and the count to stderr."""
    for note in page.notes:
        print(note, file=sys.stderr)
    for hit in page.hits:
        print(f"{hit.rank:>4}  {hit.title}  [{hit.ref.thread}]")
        print("      " + " · ".join(filter(None, (hit.department, day(hit.asked), hit.doctor))))
        print("      " + " ".join(hit.snippet.text.split()))
    threads = counted(page.total, tr("{0} thread"), tr("{0} threads"))
    print(tr("{0}, {1:.0f} ms").format(threads, page.took_ms), file=sys.stderr)


def print_related(alike: Sequence[Related]) -> None:
    """The related threads to stdout, three lines each, the last one with the reasons."""
    for rank, entry in enumerate(alike, 1):
        print(f"{rank:>4}  {entry.title}  [{entry.ref.thread}]")
        print(f"      {entry.department}")
        print("      " + ", ".join(entry.reasons))


def print_info(said: ArchiveInfo) -> None:
    """What an archive says of itself, a line each."""
    rows = {
        tr("title"): said.title,
        tr("id"): said.id,
        tr("threads"): f"{said.threads}",
        tr("languages"): ", ".join(said.languages),
        tr("licence"): said.licence,
        tr("origin"): said.origin,
        tr("notice"): said.notice,
        tr("built"): f"{said.built or ''}",
        tr("format"): f"{said.format_version}",
        tr("content"): said.content_hash,
    }
    print("\n".join(f"{name}: {value}" for name, value in rows.items() if value))
    for department in said.departments:
        print(f"  {department.name}: {department.threads}")
        if department.computed:
            topics = tr(", ").join(f"{topic.name} ({threads})" for topic, threads in department.topics)
            print("    " + tr("topics found in the titles: {0}").format(topics))
