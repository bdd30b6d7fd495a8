"""faster-whisper behind the Transcriber protocol: a CTranslate2 folder in 8-bit integers on one thread."""

from pathlib import Path

from assistant.adapters.samples import mono_floats, most_tokens
from assistant.domain.speech import Audio, Recognition, Word

BEAM = 5


class FasterWhisperTranscriber:
    """Recognises one utterance at a time, the same sound always alike; the model is a folder here, nothing is fetched."""

    def __init__(self, model: Path, prompt: str = "", threads: int = 1, compute_type: str = "int8") -> None:
        from faster_whisper import WhisperModel

        self.name = f"faster-whisper:{model.name}"
        self._prompt = prompt or None
        self._model = WhisperModel(
            str(model),
            device="cpu",
            compute_type=compute_type,
            cpu_threads=threads,
            num_workers=1,
            local_files_only=True,
        )

    def transcribe(self, audio: Audio) -> Recognition:
        """What was said in at most 30 s; the caller has made sure that somebody spoke."""
        segments, _ = self._model.transcribe(
            mono_floats(audio),
            language="zh",
            beam_size=BEAM,
            initial_prompt=self._prompt,
            condition_on_previous_text=False,
            temperature=0.0,
            no_speech_threshold=None,  # judged by the listener, with the other signs
            log_prob_threshold=None,
            compression_ratio_threshold=None,
            without_timestamps=True,
            max_new_tokens=most_tokens(audio),
            word_timestamps=True,
            vad_filter=False,
        )
        # Lazy: the second segment would be the quiet rest after the last word, decoded by itself, and phantoms come of it.
        heard = next(iter(segments), None)
        if heard is None:
            return Recognition("", -10.0, 1.0)
        words = tuple(Word(w.word, float(w.start), float(w.end), float(w.probability)) for w in heard.words or ())
        return Recognition(heard.text, float(heard.avg_logprob), float(heard.no_speech_prob), words)
