"""openai-whisper behind the Transcriber protocol: any checkpoint, by path or, where the office allows the download, by name."""

from pathlib import Path
from typing import Any

from assistant.adapters.samples import mono_floats, most_tokens
from assistant.domain.speech import Audio, Recognition, Word
from assistant.errors import BadInput

PROMPT_TOKENS = 223  # the decoder takes no more


class WhisperTranscriber:
    """Recognises one utterance at a time; arrays go in, so that no ffmpeg program is needed.

    A name (tiny … large-v3, turbo) is looked for in `folder`; openai-whisper fetches it there when it is absent, which an
    office without a connection prevents by giving a path.
    """

    def __init__(
        self, model: str | Path, prompt: str = "", threads: int = 1, folder: Path | None = None, beam: int | None = None
    ) -> None:
        import torch
        import whisper
        from whisper.tokenizer import get_tokenizer

        torch.set_num_threads(threads)
        self.name = f"openai-whisper:{Path(model).stem}"
        if not Path(model).exists() and str(model) not in whisper.available_models():
            raise BadInput(f"没有这个语音模型：{model}")
        self._model: Any = whisper.load_model(str(model), download_root=str(folder) if folder else None)
        self._tokenizer = get_tokenizer(
            self._model.is_multilingual, num_languages=self._model.num_languages, language="zh", task="transcribe"
        )
        self._prompt = self._tokenizer.encode(" " + prompt.strip())[-PROMPT_TOKENS:] if prompt else None
        self._half = torch.cuda.is_available()  # half precision is for graphics processors only
        self._beam = beam

    def transcribe(self, audio: Audio) -> Recognition:
        """What was said in at most 30 s; the caller has made sure that somebody spoke."""
        import whisper

        sound = whisper.pad_or_trim(mono_floats(audio))
        mel = whisper.log_mel_spectrogram(sound, n_mels=self._model.dims.n_mels).to(self._model.device)
        features = self._model.embed_audio(
            (mel.half() if self._half else mel)[None]
        )  # once, for the text and its words
        options = whisper.DecodingOptions(
            language="zh",
            temperature=0.0,
            beam_size=self._beam,
            prompt=self._prompt,
            without_timestamps=True,
            sample_len=most_tokens(audio),
            fp16=self._half,
        )
        heard = whisper.decode(self._model, features[0], options)
        words = self._words(features, heard.tokens)
        return Recognition(heard.text, float(heard.avg_logprob), float(heard.no_speech_prob), words)

    def _words(self, features: Any, tokens: list[int]) -> tuple[Word, ...]:
        """Words with the probability of each; their places are not asked for, which would hear the sound a second time."""
        import torch

        said = [token for token in tokens if token < self._tokenizer.eot]
        if not said:
            return ()
        start = [*self._tokenizer.sot_sequence_including_notimestamps]
        with torch.no_grad():
            logits = self._model.decoder(torch.tensor([start + said], device=features.device), features)[0].float()
        likely = logits[len(start) - 1 : -1].softmax(dim=-1)[range(len(said)), said].tolist()
        words, pieces = self._tokenizer.split_to_word_tokens([*said, self._tokenizer.eot])
        found, at = [], 0
        for word, piece in zip(words, pieces, strict=True):
            if at < len(said):
                found.append(Word(word, 0.0, 0.0, min(likely[at : at + len(piece)])))
            at += len(piece)
        return tuple(found)
