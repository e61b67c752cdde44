"""Random weights that behave: an end of speech after a speech-like time, and a sane loudness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from pocket_tts.modules.stateful_module import init_states

from synthetic.tokenizer import SENTENCES

if TYPE_CHECKING:
    from pocket_tts import TTSModel
    from pocket_tts.models.flow_lm import FlowLMModel

CHARACTERS_PER_SECOND = 14.0  # of English speech
LOUDNESS = 0.08  # rms of speech at a usual level

# Channels of the residual stream that the wiring of EOS needs for itself.
_TEXT, _FRAME, _EOS = 0, 1, 2
_RESERVED = [_TEXT, _FRAME, _EOS]
_FLAG = 8.0  # size of the flag on text tokens and audio frames, before layer norm
_LATENT_FLAG = 10.0  # latent channel 0 of every generated frame (muted for the decoder)
_GAIN = 50.0  # sum of flags -> EOS channel


@torch.no_grad()
def plant_eos(model: TTSModel) -> None:
    """Wire an end of speech into the random weights.

    Head 0 of layer 0 attends uniformly and reads a flag that every text token carries
    (+ frames per token) and every audio frame (-1), so that the EOS logit crosses the threshold
    once there are as many frames as the text needs at CHARACTERS_PER_SECOND, whatever the voice.
    """
    lm = model.flow_lm
    _flag_inputs(lm)
    _reserve_eos_channel(lm)
    _weigh_flags(model)
    _read_eos(lm, model.eos_threshold)


@torch.no_grad()
def set_loudness(model: TTSModel) -> None:
    """Scale the decoder's last layer so that its audio has the loudness of speech."""
    frames = 25
    latents = torch.randn(1, frames, model.flow_lm.ldim) * model.flow_lm.emb_std
    steps_per_frame = int(model.mimi.encoder_frame_rate / model.mimi.frame_rate)
    state = init_states(model.mimi, 1, frames * steps_per_frame)
    audio = model.mimi.decode_from_latent(latents, state)
    last = model.mimi.decoder.model[-1].conv
    last.weight *= LOUDNESS / audio.std()
    last.bias.copy_((last.bias - audio.mean()) * LOUDNESS / audio.std())


def _flag_inputs(lm: FlowLMModel) -> None:
    """Text tokens set channel _TEXT, audio frames channel _FRAME, the voice neither."""
    embed = lm.conditioner.embed.weight
    torch.nn.init.normal_(embed)
    if lm.conditioner.proj is None:
        embed[:, _RESERVED] = 0
        embed[:, _TEXT] = _FLAG
    else:
        proj = lm.conditioner.proj.weight
        embed[:, 0] = 1.0
        torch.nn.init.normal_(proj, std=proj.shape[1] ** -0.5)
        proj[_RESERVED] = 0
        proj[:, 0] = 0
        proj[_TEXT, 0] = _FLAG
    torch.nn.init.normal_(lm.input_linear.weight, std=lm.ldim**-0.5)
    lm.input_linear.weight[_RESERVED] = 0
    lm.input_linear.weight[:, 0] = 0
    lm.input_linear.weight[_FRAME, 0] = _FLAG / _LATENT_FLAG
    torch.nn.init.normal_(lm.speaker_proj_weight, std=lm.speaker_proj_weight.shape[1] ** -0.5)
    lm.speaker_proj_weight[_RESERVED] = 0
    torch.nn.init.normal_(lm.bos_emb)
    lm.bos_emb[0] = _LATENT_FLAG
    if lm.insert_bos_before_voice:
        lm.bos_before_voice[..., _RESERVED] = 0
    last = lm.flow_net.final_layer.linear
    last.weight[0] = 0
    last.bias[0] = _LATENT_FLAG
    lm.emb_std[0] = 0  # the decoder never sees the flag


def _reserve_eos_channel(lm: FlowLMModel) -> None:
    """Let nothing write to the EOS channel but head 0 of layer 0, averaging over all positions."""
    for layer in lm.transformer.layers:
        layer.self_attn.out_proj.weight[_EOS] = 0
        layer.linear2.weight[_EOS] = 0
    attention = lm.transformer.layers[0].self_attn
    attention.in_proj.weight[: attention.dim_per_head] = 0  # queries of head 0: uniform attention
    attention.in_proj.weight[_value_row(lm)] = 0
    attention.out_proj.weight[:, 0] = 0
    attention.out_proj.weight[_EOS, 0] = _GAIN


def _value_row(lm: FlowLMModel) -> int:
    """Row of the attention's input projection that makes value channel 0 of key/value head 0."""
    attention = lm.transformer.layers[0].self_attn
    return int(attention.attn_dim + attention.num_kv_heads * attention.dim_per_head)


def _weigh_flags(model: TTSModel) -> None:
    """Set the flags' weights: frames per token against frames, as layer norm leaves them."""
    lm = model.flow_lm
    layer = lm.transformer.layers[0]
    tokens = lm.conditioner.prepare(SENTENCES)
    text_flag = layer.norm1(lm.conditioner(tokens))[..., _TEXT].mean()
    noise = torch.randn(256, lm.ldim) * model.temp**0.5
    condition = torch.randn(256, lm.flow_net.cond_embed.in_features)
    times = [torch.full((256, 1), float(i)) for i in range(lm.flow_net.num_time_conds)]
    latents = lm.flow_net(condition, *times, noise)
    if lm.flow_type != "drifting":
        latents = latents + noise
    frame_flag = layer.norm1(lm.input_linear(latents))[..., _FRAME].mean()
    frames = len(SENTENCES) / CHARACTERS_PER_SECOND * model.config.mimi.frame_rate
    value = layer.self_attn.in_proj.weight[_value_row(lm)]
    value[_TEXT] = frames / tokens.shape[1] / text_flag
    value[_FRAME] = -1 / frame_flag


def _read_eos(lm: FlowLMModel, threshold: float) -> None:
    """Make the EOS logit: above the threshold as soon as the EOS channel is negative."""
    torch.nn.init.zeros_(lm.out_eos.weight)
    if lm.z_proj is None:
        lm.out_eos.weight[0, _EOS] = -1
    else:
        lm.z_proj.weight[0] = 0
        lm.z_proj.weight[0, _EOS] = 1
        lm.out_eos.weight[0, 0] = -1
    lm.out_eos.bias[0] = threshold
