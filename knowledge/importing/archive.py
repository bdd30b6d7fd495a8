"""The files behind the paths a user names: a file, a folder, or a zip; nothing is unpacked to disk, no link is followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from knowledge.importing.guard import SIZE_LIMITS, SUFFIXES, FileKind, kind_of
from knowledge.importing.manifest import NOTHING, Details, Manifest, merged, read_manifest, read_sidecar
from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.zip_guard import opened, read, shown

MOST_FILES = 2_000
_LARGEST = max(SIZE_LIMITS.values())


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file to take in. `named` is False when it was only met in a folder or archive."""

    name: str
    data: bytes
    manifest: Manifest = NOTHING
    said: Details = field(default_factory=Details)
    named: bool = True
    refused: Refused | None = None


def candidates(path: Path) -> Iterator[Candidate]:
    """The files at a path, with the manifests found beside them.

    Raises:
        Refused: when the path cannot be used at all.
    """
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file():
        yield from _file(path, named=True)
    else:
        raise Refused(Reason.UNREADABLE, f"没有这个文件或文件夹：{path}")


def _folder(folder: Path) -> Iterator[Candidate]:
    root = folder.resolve()
    files = sorted(
        p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and _visible(p.relative_to(folder))
    )
    if len(files) > MOST_FILES:
        raise Refused(Reason.TOO_LARGE, f"文件夹里的文件超过{MOST_FILES}个")
    for path in files:
        if path.resolve().is_relative_to(root) and not _is_manifest(path.name) and path.suffix.lower() != ".toml":
            yield from _file(path, named=False)


def _file(path: Path, named: bool) -> Iterator[Candidate]:
    manifest = merged(_manifests(path.parent))
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(Reason.TOO_LARGE, f"文件超过{_LARGEST // 2**20}MB")
        data = path.read_bytes()
        sidecar = path.with_suffix(".toml")
        said = read_sidecar(sidecar.read_bytes()) if sidecar.is_file() else Details()
    except OSError:
        yield Candidate(path.name, b"", named=named, refused=Refused(Reason.UNREADABLE, "文件读不了"))
    except Refused as error:
        yield Candidate(path.name, b"", named=named, refused=error)
    else:
        if path.suffix.lower() == ".zip":
            yield from _archive(path.name, data, manifest)
        else:
            yield Candidate(path.name, data, manifest, said, named)


def _archive(name: str, data: bytes, outer: Manifest) -> Iterator[Candidate]:
    try:
        kind_of(name, data)
        with opened(data) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and _visible(PurePosixPath(e.filename))]
            inner = [read_manifest(read(archive, e)) for e in entries if _is_manifest(e.filename)]
            manifest = merged([*inner, outer])
            for entry in entries:
                if _is_manifest(entry.filename):
                    continue
                label = f"{name} › {shown(entry.filename)}"
                try:
                    suffix = PurePosixPath(entry.filename.lower()).suffix.removeprefix(".")
                    if SUFFIXES.get(suffix) is FileKind.ZIP:
                        raise Refused(Reason.UNKNOWN_KIND, "不读压缩包里的压缩包")
                    yield Candidate(label, read(archive, entry), manifest, named=False)
                except Refused as error:
                    yield Candidate(label, b"", named=False, refused=error)
    except Refused as error:
        yield Candidate(name, b"", refused=error)


def _manifests(folder: Path) -> Iterator[Manifest]:
    for path in sorted(folder.glob("manifest*.csv")):
        if path.stat().st_size <= SIZE_LIMITS[FileKind.CSV]:
            yield read_manifest(path.read_bytes())


def _is_manifest(name: str) -> bool:
    return PurePosixPath(name).match("manifest*.csv")


def _visible(path: PurePosixPath | Path) -> bool:
    """False for what systems leave lying about: .DS_Store, __MACOSX, ~$lock files."""
    parts: Sequence[str] = path.parts
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
