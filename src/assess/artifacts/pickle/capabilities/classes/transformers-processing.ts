// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 28 classes of transformers 5.23.0 that are made empty and given a state. */
export const transformersProcessingClasses: Readonly<Record<string, string>> = {
  "transformers.models.aria.processing_aria": "DeprecatedAriaImagesKwargs",
  "transformers.models.chameleon.processing_chameleon": "DeprecatedChameleonTextKwargs",
  "transformers.models.csm.processing_csm": "CsmAudioKwargs",
  "transformers.models.dia.processing_dia": "DiaAudioKwargs",
  "transformers.models.emu3.processing_emu3": "DeprecatedEmu3TextKwargs",
  "transformers.models.glm_image.processing_glm_image": "DeprecatedGlmImageImagesKwargs",
  "transformers.models.got_ocr2.processing_got_ocr2":
    "DeprecatedGotOcr2ImagesKwargs DeprecatedGotOcr2TextKwargs",
  "transformers.models.grounding_dino.processing_grounding_dino": "DictWithDeprecationWarning",
  "transformers.models.idefics.processing_idefics": "DeprecatedIdeficsTextKwargs",
  "transformers.models.janus.processing_janus": "DeprecatedJanusTextKwargs",
  "transformers.models.kosmos2.processing_kosmos2":
    "DeprecatedKosmos2ImagesKwargs DeprecatedKosmos2TextKwargs",
  "transformers.models.lfm2_vl.processing_lfm2_vl": "DeprecatedLfm2VlTextKwargs",
  "transformers.models.mgp_str.processing_mgp_str": "DecodeType",
  "transformers.models.omdet_turbo.processing_omdet_turbo": "DeprecatedOmDetTurboTextKwargs",
  "transformers.models.owlv2.processing_owlv2": "DeprecatedOwlv2ImagesKwargs",
  "transformers.models.owlvit.processing_owlvit": "DeprecatedOwlViTImagesKwargs",
  "transformers.models.paligemma.processing_paligemma": "DeprecatedPaliGemmaTextKwargs",
  "transformers.models.pocket_tts.processing_pocket_tts": "PocketTTSAudioKwargs",
  "transformers.models.qwen2_5_omni.processing_qwen2_5_omni": "DeprecatedQwen2_5_OmniVideosKwargs",
  "transformers.models.qwen3_omni_moe.processing_qwen3_omni_moe": "DeprecatedQwen3OmniMoeVideosKwargs",
  "transformers.models.sam.processing_sam": "DeprecatedSamImagesKwargs",
  "transformers.models.sam_hq.processing_sam_hq": "DeprecatedSamHQImagesKwargs",
  "transformers.models.seamless_m4t.processing_seamless_m4t": "DeprecatedSeamlessM4TTextKwargs",
  "transformers.models.udop.processing_udop": "DeprecatedUdopTextKwargs",
  "transformers.models.voxtral.processing_voxtral": "VoxtralAudioKwargs",
  "transformers.models.wav2vec2_with_lm.processing_wav2vec2_with_lm": "Wav2Vec2DecoderWithLMOutput",
};
