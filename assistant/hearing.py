"""The speech parts chosen from the settings: an engine, what it is told to expect, voice activity, and the way of a recording."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from assistant.adapters.faster_whisper import FasterWhisperTranscriber
from assistant.adapters.media import Sound, decode_recording
from assistant.adapters.script import simplifier
from assistant.adapters.speech_workers import RecognitionPool
from assistant.adapters.vad import SileroActivity, open_session
from assistant.adapters.whisper import WhisperTranscriber
from assistant.adapters.whisper_weights import build_ctranslate2, build_openai
from assistant.domain.speech import Speaker, Utterance
from assistant.errors import BadInput
from assistant.ports import Transcriber
from assistant.settings import Settings
from assistant.speech.lexicon import load_lexicon, place_names
from assistant.speech.listen import Listener
from assistant.speech.recording import Channel, clips
from assistant.speech.segment import Segmenter

CTRANSLATE2, OPENAI = "whisper-base-ct2", "whisper-base.pt"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Hearing:
    """Everything between sound and text, made when first asked for."""

    settings: Settings
    engine: str
    model: str  # a path, a name openai-whisper knows, or empty for the embedded weights

    @cached_property
    def transcriber(self) -> Transcriber:
        """The engine in this process."""
        return make_transcriber(self.settings, self.engine, self.model)

    @cached_property
    def listener(self) -> Listener:
        """The way of one utterance with the engine in this process."""
        return self.listener_with(self.transcriber)

    def listener_with(self, transcriber: Transcriber) -> Listener:
        """The same way with another engine, such as a pool of workers."""
        return Listener(transcriber, simplifier(), load_lexicon().extended(place_names()))

    def pool(self) -> RecognitionPool:
        """Engines in processes of their own, for live calls and uploads; close it when done."""
        make = partial(make_transcriber, self.settings, self.engine, self.model)
        return RecognitionPool(make, self.settings.speech_workers)

    @cached_property
    def _session(self) -> object:
        return open_session()

    def activity(self) -> SileroActivity:
        """Voice activity for one channel."""
        return SileroActivity(self._session)

    def segmenter(self) -> Segmenter:
        """What cuts one channel of a live call."""
        return Segmenter(self.activity())

    def decode(self, path: Path, stereo: bool = False) -> Sound:
        """The samples of a recording of unknown origin."""
        return decode_recording(path, stereo, self.settings.speech_longest_s)

    def recording(
        self, name: str, sound: Sound, speakers: Sequence[Speaker], progress: Callable[[int, int], None] | None = None
    ) -> tuple[Utterance, ...]:
        """The utterances of a decoded recording; what nobody said is left out."""
        channels = [Channel(who, samples) for who, samples in zip(speakers, sound.channels, strict=True)]
        found, heard = clips(name, channels, self.activity), []
        for number, clip in enumerate(found, start=1):
            heard.append(self.listener.utterance(clip))
            if progress is not None:
                progress(number, len(found))
        return tuple(utterance for utterance in heard if utterance.heard.refused is None)


def build_hearing(settings: Settings, engine: str = "", model: str = "") -> Hearing:
    """The speech parts of the settings, or with another engine or model."""
    return Hearing(settings, engine or settings.speech_engine, model or settings.speech_model)


def make_transcriber(settings: Settings, engine: str, model: str) -> Transcriber:
    """An engine with its model; the embedded weights are prepared first where none is named.

    Raises:
        BadInput: when there is no such model.
        Unavailable: when the embedded weights cannot be made.
    """
    prompt, threads = load_lexicon().prompt(), settings.speech_threads
    if engine == "whisper":
        chosen = model or prepare(settings, engine)
        return WhisperTranscriber(chosen, prompt, threads, settings.home / "models")
    folder = Path(model) if model else prepare(settings, engine)
    if not (folder / "model.bin").exists():
        raise BadInput(f"没有这个语音模型：{folder}（faster-whisper 需要 CTranslate2 格式的文件夹）")
    return FasterWhisperTranscriber(folder, prompt, threads)


def prepare(settings: Settings, engine: str, say: Progress = lambda _: None) -> Path:
    """The embedded weights in the engine's form, made from the installed packages where they are not there yet."""
    models = settings.home / "models"
    ctranslate2 = build_ctranslate2(models / CTRANSLATE2, say)
    return build_openai(models / OPENAI, ctranslate2, say) if engine == "whisper" else ctranslate2
