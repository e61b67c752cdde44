"""Lay files out as huggingface_hub caches them, so that a model is there without any network."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import yaml

from pocket_tts_wyoming.models.store.files import shipped_configs
from pocket_tts_wyoming.models.store.hub import HubAddress
from pocket_tts_wyoming.voices.presets import preset_voice_address


def put(hf_home: Path, address: str, content: bytes | Path) -> Path:
    """Put a file into the cache under HF_HOME as if `hf://...@commit` had been downloaded.

    A path is linked, not copied: synthetic weights are large. Returns the file in the snapshot.
    """
    file = HubAddress.parse(address)
    repository = hf_home / "hub" / file.folder
    name = _sha256(content)
    blob = repository / "blobs" / name
    blob.parent.mkdir(parents=True, exist_ok=True)
    if not blob.exists():
        if isinstance(content, Path):
            blob.symlink_to(content.resolve())
        else:
            blob.write_bytes(content)
    pointer = repository / "snapshots" / file.revision / file.path
    pointer.parent.mkdir(parents=True, exist_ok=True)
    pointer.symlink_to(os.path.relpath(blob, pointer.parent))
    reference = repository / "refs" / "main"
    reference.parent.mkdir(parents=True, exist_ok=True)
    reference.write_text(file.revision, encoding="utf-8")
    return pointer


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lay_out(
    hf_home: Path, model: Path, config_name: str = "english", *, gated: bool = False
) -> Path:
    """Make a folder of make_model the cached files of a config that ships with pocket-tts.

    The folder must have been made with `--preset CONFIG_NAME`, so that its weights fit. Its voices
    become the preset voices of the same names. `gated` puts the weights under the gated address.
    Returns HF_HOME, for the environment of the server under test.
    """
    for address, content in model_files(model, config_name, gated=gated).items():
        put(hf_home, address, content)
    return hf_home


def model_files(
    model: Path, config_name: str = "english", *, gated: bool = False
) -> dict[str, bytes | Path]:
    """Return the files of a config that ships with pocket-tts by address; see `lay_out`."""
    config = yaml.safe_load(shipped_configs()[config_name].read_text(encoding="utf-8"))
    key = "weights_path" if gated else "weights_path_without_voice_cloning"
    table: dict[str, Any] = config["flow_lm"]["lookup_table"]
    files: dict[str, bytes | Path] = {config[key]: model / "model.safetensors"}
    tokenizer = model / "tokenizer.model"
    if table["tokenizer"] != "tokenizers":
        files[table["tokenizer_path"]] = tokenizer
    elif tokenizer.exists():
        files[table["tokenizer_path"]] = tokenizer_json(tokenizer)
    else:
        files[table["tokenizer_path"]] = model / "tokenizer.json"
    for voice in sorted((model / "voices").glob("*.safetensors")):
        files[preset_voice_address(config_name, voice.stem)] = voice
    return files


def hub_files(model: Path, config_name: str) -> dict[str, bytes]:
    """Return the same files by URL path, as FakeHub serves them."""
    files = model_files(model, config_name)
    return {
        url_path(address): content if isinstance(content, bytes) else content.read_bytes()
        for address, content in files.items()
    }


def url_path(address: str) -> str:
    """Return the path of an hf:// address on a hub."""
    file = HubAddress.parse(address)
    return f"/{file.repo}/resolve/{file.revision}/{file.path}"


def tokenizer_json(sentencepiece_model: Path) -> bytes:
    """Convert a unigram SentencePiece model to a tokenizer.json with the same pieces and ids."""
    import sentencepiece  # noqa: PLC0415 - only end-to-end tests need these two
    import tokenizers  # noqa: PLC0415 - slow

    pieces = sentencepiece.SentencePieceProcessor(str(sentencepiece_model))
    count = pieces.vocab_size()
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.Unigram(
            [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(count)],
            unk_id=pieces.unk_id(),
            byte_fallback=any(pieces.is_byte(i) for i in range(count)),
        )
    )
    tokenizer.normalizer = tokenizers.normalizers.NFKC()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    tokenizer.decoder = tokenizers.decoders.Metaspace()
    text: str = tokenizer.to_str()
    return text.encode()
