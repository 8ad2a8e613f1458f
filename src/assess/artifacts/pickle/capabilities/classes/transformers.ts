/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 1824 classes of transformers 5.23.0 that are made empty and given a state. */
export const transformersClasses: Readonly<Record<string, string>> = {
  "transformers.activations":
    "AccurateGELUActivation ClassInstantier ClippedGELUActivation FastGELUActivation GELUActivation GELUTanh LaplaceActivation LinearActivation MishActivation NewGELUActivation QuickGELUActivation ReLUSquaredActivation SiLUActivation SqrtSoftplusActivation XIELUActivation",
  "transformers.configuration_utils": "PreTrainedConfig SubConfigSpec classproperty",
  "transformers.feature_extraction_sequence_utils": "SequenceFeatureExtractor",
  "transformers.feature_extraction_utils": "BatchFeature FeatureExtractionMixin",
  "transformers.generation.configuration_utils":
    "BaseWatermarkingConfig CompileConfig ContinuousBatchingConfig GenerationConfig GenerationMode SynthIDTextWatermarkingConfig WatermarkingConfig",
  "transformers.image_processing_backends": "PilBackend TorchvisionBackend",
  "transformers.image_processing_base": "BatchFeature",
  "transformers.modeling_layers":
    "GenericForQuestionAnswering GenericForSequenceClassification GenericForTokenClassification GradientCheckpointingLayer MtpLayer MtpModel",
  "transformers.modeling_outputs":
    "BackboneOutput BaseModelOutput BaseModelOutputWithCrossAttentions BaseModelOutputWithNoAttention BaseModelOutputWithPast BaseModelOutputWithPastAndCrossAttentions BaseModelOutputWithPooling BaseModelOutputWithPoolingAndCrossAttentions BaseModelOutputWithPoolingAndNoAttention BaseModelOutputWithPoolingAndProjection CausalLMOutput CausalLMOutputWithCrossAttentions CausalLMOutputWithPast DepthEstimatorOutput ImageClassifierOutput ImageClassifierOutputWithNoAttention ImageSuperResolutionOutput MaskedImageModelingOutput MaskedLMOutput MoEModelOutput MoEModelOutputWithPastAndCrossAttentions MoeCausalLMOutputWithPast MoeModelOutputWithPast MultipleChoiceModelOutput NextSentencePredictorOutput QuestionAnsweringModelOutput SampleTSPredictionOutput SemanticSegmenterOutput Seq2SeqLMOutput Seq2SeqMoEModelOutput Seq2SeqMoEOutput Seq2SeqModelOutput Seq2SeqQuestionAnsweringModelOutput Seq2SeqSequenceClassifierOutput Seq2SeqSpectrogramOutput Seq2SeqTSModelOutput Seq2SeqTSPredictionOutput SequenceClassifierOutput SequenceClassifierOutputWithPast TokenClassifierOutput Wav2Vec2BaseModelOutput XVectorOutput",
  "transformers.modeling_rope_utils": "RopeParameters RotaryEmbeddingConfigMixin",
  "transformers.models.afmoe.configuration_afmoe": "AfmoeConfig",
  "transformers.models.aimv2.configuration_aimv2": "Aimv2Config Aimv2TextConfig Aimv2VisionConfig",
  "transformers.models.albert.configuration_albert": "AlbertConfig",
  "transformers.models.albert.modeling_albert":
    "AlbertAttention AlbertEmbeddings AlbertForMaskedLM AlbertForMultipleChoice AlbertForPreTraining AlbertForPreTrainingOutput AlbertForQuestionAnswering AlbertForSequenceClassification AlbertForTokenClassification AlbertLayer AlbertLayerGroup AlbertMLMHead AlbertModel AlbertPreTrainedModel AlbertSOPHead AlbertTransformer",
  "transformers.models.align.configuration_align": "AlignConfig AlignTextConfig AlignVisionConfig",
  "transformers.models.altclip.configuration_altclip": "AltCLIPConfig AltCLIPTextConfig AltCLIPVisionConfig",
  "transformers.models.apertus.configuration_apertus": "ApertusConfig",
  "transformers.models.arcee.configuration_arcee": "ArceeConfig",
  "transformers.models.aria.configuration_aria": "AriaConfig AriaTextConfig",
  "transformers.models.aria.processing_aria": "DeprecatedAriaImagesKwargs",
  "transformers.models.audio_spectrogram_transformer.configuration_audio_spectrogram_transformer":
    "ASTConfig",
  "transformers.models.audio_spectrogram_transformer.feature_extraction_audio_spectrogram_transformer":
    "ASTFeatureExtractor",
  "transformers.models.audioflamingo3.configuration_audioflamingo3":
    "AudioFlamingo3Config AudioFlamingo3EncoderConfig",
  "transformers.models.auto.configuration_auto": "AutoConfig _LazyConfigMapping _LazyLoadAllMappings",
  "transformers.models.auto.feature_extraction_auto": "AutoFeatureExtractor",
  "transformers.models.autoformer.configuration_autoformer": "AutoformerConfig",
  "transformers.models.axk1.configuration_axk1": "AXK1Config",
  "transformers.models.axk2.configuration_axk2": "AXK2Config",
  "transformers.models.aya_vision.configuration_aya_vision": "AyaVisionConfig",
  "transformers.models.bailing_hybrid.configuration_bailing_hybrid": "BailingHybridConfig",
  "transformers.models.bamba.configuration_bamba": "BambaConfig",
  "transformers.models.bark.configuration_bark":
    "BarkCoarseConfig BarkConfig BarkFineConfig BarkSemanticConfig BarkSubModelConfig",
  "transformers.models.bart.configuration_bart": "BartConfig",
  "transformers.models.bart.modeling_bart":
    "BartAttention BartClassificationHead BartDecoder BartDecoderLayer BartDecoderWrapper BartEncoder BartEncoderLayer BartForCausalLM BartForConditionalGeneration BartForQuestionAnswering BartForSequenceClassification BartLearnedPositionalEmbedding BartModel BartPreTrainedModel BartPretrainedModel BartScaledWordEmbedding PretrainedBartModel",
  "transformers.models.beam.configuration_beam": "BeamConfig",
  "transformers.models.beit.configuration_beit": "BeitConfig",
  "transformers.models.bert.configuration_bert": "BertConfig",
  "transformers.models.bert.modeling_bert":
    "BertAttention BertCrossAttention BertEmbeddings BertEncoder BertForMaskedLM BertForMultipleChoice BertForNextSentencePrediction BertForPreTraining BertForPreTrainingOutput BertForQuestionAnswering BertForSequenceClassification BertForTokenClassification BertIntermediate BertLMHeadModel BertLMPredictionHead BertLayer BertModel BertOnlyMLMHead BertOnlyNSPHead BertOutput BertPooler BertPreTrainedModel BertPreTrainingHeads BertPredictionHeadTransform BertSelfAttention BertSelfOutput",
  "transformers.models.bert_generation.configuration_bert_generation": "BertGenerationConfig",
  "transformers.models.bert_generation.modeling_bert_generation":
    "BertEncoder BertGenerationAttention BertGenerationCrossAttention BertGenerationDecoder BertGenerationEmbeddings BertGenerationEncoder BertGenerationIntermediate BertGenerationLayer BertGenerationOnlyLMHead BertGenerationOutput BertGenerationPreTrainedModel BertGenerationSelfAttention BertGenerationSelfOutput",
  "transformers.models.big_bird.configuration_big_bird": "BigBirdConfig",
  "transformers.models.bigbird_pegasus.configuration_bigbird_pegasus": "BigBirdPegasusConfig",
  "transformers.models.biogpt.configuration_biogpt": "BioGptConfig",
  "transformers.models.bit.configuration_bit": "BitConfig",
  "transformers.models.bitnet.configuration_bitnet": "BitNetConfig",
  "transformers.models.blenderbot.configuration_blenderbot": "BlenderbotConfig",
  "transformers.models.blenderbot_small.configuration_blenderbot_small": "BlenderbotSmallConfig",
  "transformers.models.blip.configuration_blip": "BlipConfig BlipTextConfig BlipVisionConfig",
  "transformers.models.blip_2.configuration_blip_2": "Blip2Config Blip2QFormerConfig Blip2VisionConfig",
  "transformers.models.bloom.configuration_bloom": "BloomConfig",
  "transformers.models.blt.configuration_blt":
    "BltConfig BltGlobalTransformerConfig BltLocalDecoderConfig BltLocalEncoderConfig BltPatcherConfig",
  "transformers.models.bridgetower.configuration_bridgetower":
    "BridgeTowerConfig BridgeTowerTextConfig BridgeTowerVisionConfig",
  "transformers.models.bros.configuration_bros": "BrosConfig",
  "transformers.models.camembert.configuration_camembert": "CamembertConfig",
  "transformers.models.canary.configuration_canary": "CanaryConfig CanaryDecoderConfig",
  "transformers.models.canine.configuration_canine": "CanineConfig",
  "transformers.models.chameleon.configuration_chameleon": "ChameleonConfig ChameleonVQVAEConfig",
  "transformers.models.chameleon.processing_chameleon": "DeprecatedChameleonTextKwargs",
  "transformers.models.chinese_clip.configuration_chinese_clip":
    "ChineseCLIPConfig ChineseCLIPTextConfig ChineseCLIPVisionConfig",
  "transformers.models.chmv2.configuration_chmv2": "CHMv2Config",
  "transformers.models.clap.configuration_clap": "ClapAudioConfig ClapConfig ClapTextConfig",
  "transformers.models.clap.feature_extraction_clap": "ClapFeatureExtractor",
  "transformers.models.clip.configuration_clip": "CLIPConfig CLIPTextConfig CLIPVisionConfig",
  "transformers.models.clip.modeling_clip":
    "CLIPAttention CLIPEncoder CLIPEncoderLayer CLIPForImageClassification CLIPMLP CLIPModel CLIPOutput CLIPPreTrainedModel CLIPTextEmbeddings CLIPTextModel CLIPTextModelOutput CLIPTextModelWithProjection CLIPVisionEmbeddings CLIPVisionModel CLIPVisionModelOutput CLIPVisionModelWithProjection",
  "transformers.models.clipseg.configuration_clipseg": "CLIPSegConfig CLIPSegTextConfig CLIPSegVisionConfig",
  "transformers.models.clipseg.modeling_clipseg":
    "CLIPSegAttention CLIPSegDecoder CLIPSegDecoderLayer CLIPSegDecoderOutput CLIPSegEncoder CLIPSegEncoderLayer CLIPSegForImageSegmentation CLIPSegImageSegmentationOutput CLIPSegMLP CLIPSegModel CLIPSegOutput CLIPSegPreTrainedModel CLIPSegTextEmbeddings CLIPSegTextModel CLIPSegVisionEmbeddings CLIPSegVisionModel",
  "transformers.models.clvp.configuration_clvp": "ClvpConfig ClvpDecoderConfig ClvpEncoderConfig",
  "transformers.models.clvp.feature_extraction_clvp": "ClvpFeatureExtractor",
  "transformers.models.codegen.configuration_codegen": "CodeGenConfig",
  "transformers.models.cohere.configuration_cohere": "CohereConfig",
  "transformers.models.cohere2.configuration_cohere2": "Cohere2Config",
  "transformers.models.cohere2_moe.configuration_cohere2_moe": "Cohere2MoeConfig",
  "transformers.models.cohere2_vision.configuration_cohere2_vision": "Cohere2VisionConfig",
  "transformers.models.cohere_asr.configuration_cohere_asr": "CohereAsrConfig",
  "transformers.models.cohere_asr.feature_extraction_cohere_asr": "CohereAsrFeatureExtractor",
  "transformers.models.cohere_compass.configuration_cohere_compass":
    "CohereCompassConfig CohereCompassTextConfig CohereCompassVisionConfig",
  "transformers.models.colmodernvbert.configuration_colmodernvbert": "ColModernVBertConfig",
  "transformers.models.colpali.configuration_colpali": "ColPaliConfig",
  "transformers.models.colqwen2.configuration_colqwen2": "ColQwen2Config",
  "transformers.models.conditional_detr.configuration_conditional_detr": "ConditionalDetrConfig",
  "transformers.models.convbert.configuration_convbert": "ConvBertConfig",
  "transformers.models.convnext.configuration_convnext": "ConvNextConfig",
  "transformers.models.convnextv2.configuration_convnextv2": "ConvNextV2Config",
  "transformers.models.cosmos3_edge.configuration_cosmos3_edge":
    "Cosmos3EdgeConfig Cosmos3EdgeTextConfig Cosmos3EdgeVisionConfig",
  "transformers.models.cosmos3_omni.configuration_cosmos3_omni": "Cosmos3OmniConfig",
  "transformers.models.cpmant.configuration_cpmant": "CpmAntConfig",
  "transformers.models.csm.configuration_csm": "CsmConfig CsmDepthDecoderConfig",
  "transformers.models.csm.processing_csm": "CsmAudioKwargs",
  "transformers.models.ctrl.configuration_ctrl": "CTRLConfig",
  "transformers.models.cvt.configuration_cvt": "CvtConfig",
  "transformers.models.cwm.configuration_cwm": "CwmConfig",
  "transformers.models.d_fine.configuration_d_fine": "DFineConfig",
  "transformers.models.dab_detr.configuration_dab_detr": "DabDetrConfig",
  "transformers.models.dac.configuration_dac": "DacConfig",
  "transformers.models.dac.feature_extraction_dac": "DacFeatureExtractor",
  "transformers.models.data2vec.configuration_data2vec_audio": "Data2VecAudioConfig",
  "transformers.models.data2vec.configuration_data2vec_text": "Data2VecTextConfig",
  "transformers.models.data2vec.configuration_data2vec_vision": "Data2VecVisionConfig",
  "transformers.models.dbrx.configuration_dbrx": "DbrxAttentionConfig DbrxConfig DbrxFFNConfig",
  "transformers.models.deberta.configuration_deberta": "DebertaConfig",
  "transformers.models.deberta_v2.configuration_deberta_v2": "DebertaV2Config",
  "transformers.models.deberta_v2.modeling_deberta_v2":
    "ContextPooler ConvLayer DebertaV2Attention DebertaV2Embeddings DebertaV2Encoder DebertaV2ForMaskedLM DebertaV2ForMultipleChoice DebertaV2ForQuestionAnswering DebertaV2ForSequenceClassification DebertaV2ForTokenClassification DebertaV2Intermediate DebertaV2LMPredictionHead DebertaV2Layer DebertaV2Model DebertaV2OnlyMLMHead DebertaV2Output DebertaV2PreTrainedModel DebertaV2SelfOutput DisentangledSelfAttention LegacyDebertaV2LMPredictionHead LegacyDebertaV2OnlyMLMHead LegacyDebertaV2PredictionHeadTransform",
  "transformers.models.decision_transformer.configuration_decision_transformer": "DecisionTransformerConfig",
  "transformers.models.deepseek_ocr2.configuration_deepseek_ocr2":
    "DeepseekOcr2Config DeepseekOcr2SamVisionConfig DeepseekOcr2TextConfig DeepseekOcr2VisionConfig DeepseekOcr2VisionEncoderConfig",
  "transformers.models.deepseek_v2.configuration_deepseek_v2": "DeepseekV2Config",
  "transformers.models.deepseek_v3.configuration_deepseek_v3": "DeepseekV3Config",
  "transformers.models.deepseek_v32.configuration_deepseek_v32": "DeepseekV32Config",
  "transformers.models.deepseek_v4.configuration_deepseek_v4": "DeepseekV4Config",
  "transformers.models.deepseek_vl.configuration_deepseek_vl": "DeepseekVLConfig",
  "transformers.models.deepseek_vl_hybrid.configuration_deepseek_vl_hybrid": "DeepseekVLHybridConfig",
  "transformers.models.deformable_detr.configuration_deformable_detr": "DeformableDetrConfig",
  "transformers.models.deimv2.configuration_deimv2": "Deimv2Config",
  "transformers.models.deit.configuration_deit": "DeiTConfig",
  "transformers.models.depth_anything.configuration_depth_anything": "DepthAnythingConfig",
  "transformers.models.depth_pro.configuration_depth_pro": "DepthProConfig",
  "transformers.models.detr.configuration_detr": "DetrConfig",
  "transformers.models.dia.configuration_dia": "DiaConfig DiaDecoderConfig DiaEncoderConfig",
  "transformers.models.dia.feature_extraction_dia": "DiaFeatureExtractor",
  "transformers.models.dia.processing_dia": "DiaAudioKwargs",
  "transformers.models.diffllama.configuration_diffllama": "DiffLlamaConfig",
  "transformers.models.diffusion_gemma.configuration_diffusion_gemma":
    "DiffusionGemmaConfig DiffusionGemmaTextConfig",
  "transformers.models.dinat.configuration_dinat": "DinatConfig",
  "transformers.models.dinov2.configuration_dinov2": "Dinov2Config",
  "transformers.models.dinov2_with_registers.configuration_dinov2_with_registers":
    "Dinov2WithRegistersConfig",
  "transformers.models.dinov3_convnext.configuration_dinov3_convnext": "DINOv3ConvNextConfig",
  "transformers.models.dinov3_vit.configuration_dinov3_vit": "DINOv3ViTConfig",
  "transformers.models.distilbert.configuration_distilbert": "DistilBertConfig",
  "transformers.models.distilbert.modeling_distilbert":
    "DistilBertForMaskedLM DistilBertForMultipleChoice DistilBertForQuestionAnswering DistilBertForSequenceClassification DistilBertForTokenClassification DistilBertModel DistilBertPreTrainedModel DistilBertSelfAttention Embeddings FFN Transformer TransformerBlock",
  "transformers.models.doge.configuration_doge": "DogeConfig",
  "transformers.models.donut.configuration_donut_swin": "DonutSwinConfig",
  "transformers.models.dots1.configuration_dots1": "Dots1Config",
  "transformers.models.dots3_note.configuration_dots3_note":
    "Dots3NoteAudioConfig Dots3NoteConfig Dots3NoteTextConfig Dots3NoteVisionConfig",
  "transformers.models.dots3_note.feature_extraction_dots3_note": "Dots3NoteFeatureExtractor",
  "transformers.models.dpr.configuration_dpr": "DPRConfig",
  "transformers.models.dpt.configuration_dpt": "DPTConfig",
  "transformers.models.edgetam.configuration_edgetam":
    "EdgeTamConfig EdgeTamMaskDecoderConfig EdgeTamPromptEncoderConfig EdgeTamVisionConfig",
  "transformers.models.edgetam_video.configuration_edgetam_video":
    "EdgeTamVideoConfig EdgeTamVideoMaskDecoderConfig EdgeTamVideoPromptEncoderConfig",
  "transformers.models.efficientloftr.configuration_efficientloftr": "EfficientLoFTRConfig",
  "transformers.models.efficientnet.configuration_efficientnet": "EfficientNetConfig",
  "transformers.models.electra.configuration_electra": "ElectraConfig",
  "transformers.models.electra.modeling_electra":
    "ElectraAttention ElectraClassificationHead ElectraCrossAttention ElectraDiscriminatorPredictions ElectraEmbeddings ElectraEncoder ElectraForCausalLM ElectraForMaskedLM ElectraForMultipleChoice ElectraForPreTraining ElectraForPreTrainingOutput ElectraForQuestionAnswering ElectraForSequenceClassification ElectraForTokenClassification ElectraGeneratorPredictions ElectraIntermediate ElectraLayer ElectraModel ElectraOutput ElectraPreTrainedModel ElectraSelfAttention ElectraSelfOutput ElectraSequenceSummary",
  "transformers.models.embedding_gemma2.configuration_embedding_gemma2":
    "EmbeddingGemma2Config EmbeddingGemma2TextConfig",
  "transformers.models.emu3.configuration_emu3": "Emu3Config Emu3TextConfig Emu3VQVAEConfig",
  "transformers.models.emu3.processing_emu3": "DeprecatedEmu3TextKwargs",
  "transformers.models.encodec.configuration_encodec": "EncodecConfig",
  "transformers.models.encodec.feature_extraction_encodec": "EncodecFeatureExtractor",
  "transformers.models.encoder_decoder.configuration_encoder_decoder": "EncoderDecoderConfig",
  "transformers.models.eomt.configuration_eomt": "EomtConfig",
  "transformers.models.eomt_dinov3.configuration_eomt_dinov3": "EomtDinov3Config",
  "transformers.models.ernie.configuration_ernie": "ErnieConfig",
  "transformers.models.ernie4_5.configuration_ernie4_5": "Ernie4_5Config",
  "transformers.models.ernie4_5_moe.configuration_ernie4_5_moe": "Ernie4_5_MoeConfig",
  "transformers.models.ernie4_5_vl_moe.configuration_ernie4_5_vl_moe":
    "Ernie4_5_VLMoeConfig Ernie4_5_VLMoeTextConfig Ernie4_5_VLMoeVisionConfig Ernie4_5_VL_MoeConfig Ernie4_5_VL_MoeTextConfig Ernie4_5_VL_MoeVisionConfig",
  "transformers.models.esm.configuration_esm": "EsmConfig EsmFoldConfig StructureModuleConfig TrunkConfig",
  "transformers.models.esmc.configuration_esmc": "EsmcConfig",
  "transformers.models.esmfold2.configuration_esmfold2":
    "EsmFold2AtomEncoderConfig EsmFold2ConfidenceHeadConfig EsmFold2Config EsmFold2DiffusionModuleConfig EsmFold2LmEncoderConfig EsmFold2MsaEncoderConfig EsmFold2StructureHeadConfig",
  "transformers.models.eurobert.configuration_eurobert": "EuroBertConfig",
  "transformers.models.evolla.configuration_evolla": "EvollaConfig SaProtConfig",
  "transformers.models.exaone4.configuration_exaone4": "Exaone4Config",
  "transformers.models.exaone4_5.configuration_exaone4_5": "Exaone4_5_Config Exaone4_5_VisionConfig",
  "transformers.models.exaone_moe.configuration_exaone_moe": "ExaoneMoeConfig",
  "transformers.models.falcon.configuration_falcon": "FalconConfig",
  "transformers.models.falcon_h1.configuration_falcon_h1": "FalconH1Config",
  "transformers.models.falcon_mamba.configuration_falcon_mamba": "FalconMambaConfig",
  "transformers.models.fast_vlm.configuration_fast_vlm": "FastVlmConfig",
  "transformers.models.fastspeech2_conformer.configuration_fastspeech2_conformer":
    "FastSpeech2ConformerConfig FastSpeech2ConformerHifiGanConfig FastSpeech2ConformerWithHifiGanConfig",
  "transformers.models.flaubert.configuration_flaubert": "FlaubertConfig",
  "transformers.models.flava.configuration_flava":
    "FlavaConfig FlavaImageCodebookConfig FlavaImageConfig FlavaMultimodalConfig FlavaTextConfig",
  "transformers.models.flava.image_processing_flava": "FlavaMaskingGenerator",
  "transformers.models.flava.image_processing_pil_flava": "FlavaMaskingGenerator",
  "transformers.models.flex_olmo.configuration_flex_olmo": "FlexOlmoConfig",
  "transformers.models.flint.configuration_flint": "FlintConfig",
  "transformers.models.florence2.configuration_florence2": "Florence2Config Florence2VisionConfig",
  "transformers.models.fnet.configuration_fnet": "FNetConfig",
  "transformers.models.focalnet.configuration_focalnet": "FocalNetConfig",
  "transformers.models.fsmt.configuration_fsmt": "FSMTConfig",
  "transformers.models.fun_asr_nano.configuration_fun_asr_nano":
    "FunAsrNanoAdaptorConfig FunAsrNanoConfig FunAsrNanoEncoderConfig",
  "transformers.models.fun_asr_nano.feature_extraction_fun_asr_nano": "FunAsrNanoFeatureExtractor",
  "transformers.models.funnel.configuration_funnel": "FunnelConfig",
  "transformers.models.fuyu.configuration_fuyu": "FuyuConfig",
  "transformers.models.fuyu.image_processing_fuyu": "FuyuImagesKwargs",
  "transformers.models.fuyu.image_processing_pil_fuyu": "FuyuImagesKwargs",
  "transformers.models.gemma.configuration_gemma": "GemmaConfig",
  "transformers.models.gemma.modeling_gemma":
    "GemmaAttention GemmaDecoderLayer GemmaForCausalLM GemmaForSequenceClassification GemmaForTokenClassification GemmaMLP GemmaModel GemmaPreTrainedModel GemmaRMSNorm GemmaRotaryEmbedding GemmaTextScaledWordEmbedding",
  "transformers.models.gemma2.configuration_gemma2": "Gemma2Config",
  "transformers.models.gemma2.modeling_gemma2":
    "Gemma2Attention Gemma2DecoderLayer Gemma2ForCausalLM Gemma2ForSequenceClassification Gemma2ForTokenClassification Gemma2MLP Gemma2Model Gemma2PreTrainedModel Gemma2RMSNorm Gemma2RotaryEmbedding Gemma2TextScaledWordEmbedding",
  "transformers.models.gemma3.configuration_gemma3": "Gemma3Config Gemma3TextConfig",
  "transformers.models.gemma3.modeling_gemma3":
    "Gemma3Attention Gemma3CausalLMOutputWithPast Gemma3DecoderLayer Gemma3ForCausalLM Gemma3ForConditionalGeneration Gemma3ForSequenceClassification Gemma3MLP Gemma3Model Gemma3ModelOutputWithPast Gemma3MultiModalProjector Gemma3PreTrainedModel Gemma3RMSNorm Gemma3RotaryEmbedding Gemma3TextForSequenceClassification Gemma3TextModel Gemma3TextScaledWordEmbedding",
  "transformers.models.gemma3n.configuration_gemma3n":
    "Gemma3nAudioConfig Gemma3nConfig Gemma3nTextConfig Gemma3nVisionConfig",
  "transformers.models.gemma3n.feature_extraction_gemma3n": "Gemma3nAudioFeatureExtractor",
  "transformers.models.gemma3n.modeling_gemma3n":
    "Gemma3nAudioAttention Gemma3nAudioConformerAttention Gemma3nAudioConformerBlock Gemma3nAudioConformerFeedForward Gemma3nAudioConformerLightConv1d Gemma3nAudioCumulativeGroupNorm Gemma3nAudioEncoder Gemma3nAudioEncoderModelOutput Gemma3nAudioRelativePositionEmbedding Gemma3nAudioSSCPConvBlock Gemma3nAudioSubSampleConvProjection Gemma3nCausalLMOutputWithPast Gemma3nForCausalLM Gemma3nForConditionalGeneration Gemma3nModel Gemma3nModelOutputWithPast Gemma3nMultimodalEmbedder Gemma3nPreTrainedModel Gemma3nRMSNorm Gemma3nRotaryEmbedding Gemma3nTextAltUp Gemma3nTextAttention Gemma3nTextDecoderLayer Gemma3nTextLaurelBlock Gemma3nTextMLP Gemma3nTextModel Gemma3nTextScaledWordEmbedding",
  "transformers.models.gemma4.configuration_gemma4":
    "Gemma4AudioConfig Gemma4Config Gemma4TextConfig Gemma4VisionConfig",
  "transformers.models.gemma4.feature_extraction_gemma4": "Gemma4AudioFeatureExtractor",
  "transformers.models.gemma4.modeling_gemma4":
    "Gemma4AudioAttention Gemma4AudioCausalConv1d Gemma4AudioFeedForward Gemma4AudioLayer Gemma4AudioLightConv1d Gemma4AudioModel Gemma4AudioModelOutput Gemma4AudioRelPositionalEncoding Gemma4AudioSubSampleConvProjection Gemma4AudioSubSampleConvProjectionLayer Gemma4CausalLMOutputWithPast Gemma4ClippableLinear Gemma4ForCausalLM Gemma4ForConditionalGeneration Gemma4Model Gemma4ModelOutputWithPast Gemma4MultimodalEmbedder Gemma4PreTrainedModel Gemma4RMSNorm Gemma4TextAttention Gemma4TextDecoderLayer Gemma4TextExperts Gemma4TextMLP Gemma4TextModel Gemma4TextModelOutputWithPast Gemma4TextRotaryEmbedding Gemma4TextRouter Gemma4TextScaledWordEmbedding Gemma4VisionAttention Gemma4VisionEncoder Gemma4VisionEncoderLayer Gemma4VisionMLP Gemma4VisionModel Gemma4VisionPatchEmbedder Gemma4VisionPooler Gemma4VisionRotaryEmbedding",
  "transformers.models.gemma4_assistant.configuration_gemma4_assistant": "Gemma4AssistantConfig",
  "transformers.models.gemma4_assistant.modeling_gemma4_assistant":
    "Gemma4AssistantForCausalLM Gemma4AssistantMaskedEmbedder Gemma4AssistantOutput Gemma4AssistantPreTrainedModel",
  "transformers.models.gemma4_unified.configuration_gemma4_unified":
    "Gemma4UnifiedAudioConfig Gemma4UnifiedConfig Gemma4UnifiedTextConfig Gemma4UnifiedVisionConfig",
  "transformers.models.gemma4_unified.feature_extraction_gemma4_unified":
    "Gemma4UnifiedAudioFeatureExtractor",
  "transformers.models.gemma4_unified.modeling_gemma4_unified":
    "Gemma4UnifiedAudioModelOutput Gemma4UnifiedCausalLMOutputWithPast Gemma4UnifiedForCausalLM Gemma4UnifiedForConditionalGeneration Gemma4UnifiedModel Gemma4UnifiedModelOutputWithPast Gemma4UnifiedMultimodalEmbedder Gemma4UnifiedPreTrainedModel Gemma4UnifiedRMSNorm Gemma4UnifiedTextAttention Gemma4UnifiedTextDecoderLayer Gemma4UnifiedTextMLP Gemma4UnifiedTextModel Gemma4UnifiedTextModelOutputWithPast Gemma4UnifiedTextRotaryEmbedding Gemma4UnifiedTextScaledWordEmbedding Gemma4UnifiedVisionEmbedder",
  "transformers.models.gemma4_unified_assistant.configuration_gemma4_unified_assistant":
    "Gemma4UnifiedAssistantConfig",
  "transformers.models.gemma4_unified_assistant.modeling_gemma4_unified_assistant":
    "Gemma4UnifiedAssistantForCausalLM Gemma4UnifiedAssistantMaskedEmbedder Gemma4UnifiedAssistantOutput Gemma4UnifiedAssistantPreTrainedModel",
  "transformers.models.git.configuration_git": "GitConfig GitVisionConfig",
  "transformers.models.glm.configuration_glm": "GlmConfig",
  "transformers.models.glm4.configuration_glm4": "Glm4Config",
  "transformers.models.glm46v.configuration_glm46v": "Glm46VConfig",
  "transformers.models.glm4_moe.configuration_glm4_moe": "Glm4MoeConfig",
  "transformers.models.glm4_moe_lite.configuration_glm4_moe_lite": "Glm4MoeLiteConfig",
  "transformers.models.glm4v.configuration_glm4v": "Glm4vConfig Glm4vTextConfig Glm4vVisionConfig",
  "transformers.models.glm4v_moe.configuration_glm4v_moe":
    "Glm4vMoeConfig Glm4vMoeTextConfig Glm4vMoeVisionConfig",
  "transformers.models.glm5_next.configuration_glm5_next":
    "Glm5NextConfig Glm5NextTextConfig Glm5NextVisionConfig",
  "transformers.models.glm_image.configuration_glm_image":
    "GlmImageConfig GlmImageTextConfig GlmImageVQVAEConfig GlmImageVisionConfig",
  "transformers.models.glm_image.processing_glm_image": "DeprecatedGlmImageImagesKwargs",
  "transformers.models.glm_moe_dsa.configuration_glm_moe_dsa": "GlmMoeDsaConfig",
  "transformers.models.glm_ocr.configuration_glm_ocr": "GlmOcrConfig GlmOcrTextConfig GlmOcrVisionConfig",
  "transformers.models.glmasr.configuration_glmasr": "GlmAsrConfig GlmAsrEncoderConfig",
  "transformers.models.glmga.configuration_glmga": "GlmgaConfig",
  "transformers.models.glpn.configuration_glpn": "GLPNConfig",
  "transformers.models.got_ocr2.configuration_got_ocr2": "GotOcr2Config GotOcr2VisionConfig",
  "transformers.models.got_ocr2.processing_got_ocr2":
    "DeprecatedGotOcr2ImagesKwargs DeprecatedGotOcr2TextKwargs",
  "transformers.models.gpt2.configuration_gpt2": "GPT2Config",
  "transformers.models.gpt2.modeling_gpt2":
    "GPT2Attention GPT2Block GPT2DoubleHeadsModel GPT2DoubleHeadsModelOutput GPT2ForQuestionAnswering GPT2ForSequenceClassification GPT2ForTokenClassification GPT2LMHeadModel GPT2MLP GPT2Model GPT2PreTrainedModel GPT2SequenceSummary",
  "transformers.models.gpt_bigcode.configuration_gpt_bigcode": "GPTBigCodeConfig",
  "transformers.models.gpt_neo.configuration_gpt_neo": "GPTNeoConfig",
  "transformers.models.gpt_neox.configuration_gpt_neox": "GPTNeoXConfig",
  "transformers.models.gpt_neox_japanese.configuration_gpt_neox_japanese": "GPTNeoXJapaneseConfig",
  "transformers.models.gpt_oss.configuration_gpt_oss": "GptOssConfig",
  "transformers.models.gptj.configuration_gptj": "GPTJConfig",
  "transformers.models.gradium_phonon_tts.configuration_gradium_phonon_tts":
    "GradiumPhononTTSConfig GradiumPhononTTSFlowHeadConfig",
  "transformers.models.granite.configuration_granite": "GraniteConfig",
  "transformers.models.granite4_vision.configuration_granite4_vision":
    "Granite4VisionConfig Granite4VisionTextConfig",
  "transformers.models.granite_docling.configuration_granite_docling":
    "GraniteDoclingConfig GraniteDoclingTextConfig GraniteDoclingVisionConfig",
  "transformers.models.granite_speech.configuration_granite_speech":
    "GraniteSpeechConfig GraniteSpeechEncoderConfig",
  "transformers.models.granite_speech.feature_extraction_granite_speech": "GraniteSpeechFeatureExtractor",
  "transformers.models.granite_speech5.configuration_granite_speech5":
    "GraniteSpeech5CTCConfig GraniteSpeech5EncoderConfig",
  "transformers.models.granite_speech5.feature_extraction_granite_speech5": "GraniteSpeech5FeatureExtractor",
  "transformers.models.granite_speech_plus.configuration_granite_speech_plus":
    "GraniteSpeechPlusConfig GraniteSpeechPlusEncoderConfig",
  "transformers.models.granite_swa.configuration_granite_swa": "GraniteSWAConfig",
  "transformers.models.granitemoe.configuration_granitemoe": "GraniteMoeConfig",
  "transformers.models.granitemoe_swa.configuration_granitemoe_swa": "GraniteMoeSWAConfig",
  "transformers.models.granitemoehybrid.configuration_granitemoehybrid": "GraniteMoeHybridConfig",
  "transformers.models.granitemoeshared.configuration_granitemoeshared": "GraniteMoeSharedConfig",
  "transformers.models.grounding_dino.configuration_grounding_dino": "GroundingDinoConfig",
  "transformers.models.grounding_dino.processing_grounding_dino": "DictWithDeprecationWarning",
  "transformers.models.groupvit.configuration_groupvit":
    "GroupViTConfig GroupViTTextConfig GroupViTVisionConfig",
  "transformers.models.gte.configuration_gte": "GteConfig",
  "transformers.models.helium.configuration_helium": "HeliumConfig",
  "transformers.models.hgnet_v2.configuration_hgnet_v2": "HGNetV2Config",
  "transformers.models.hiera.configuration_hiera": "HieraConfig",
  "transformers.models.higgs_audio_v2.configuration_higgs_audio_v2": "HiggsAudioV2Config",
  "transformers.models.higgs_audio_v2_tokenizer.configuration_higgs_audio_v2_tokenizer":
    "HiggsAudioV2TokenizerConfig",
  "transformers.models.hrm_text.configuration_hrm_text": "HrmTextConfig",
  "transformers.models.hubert.configuration_hubert": "HubertConfig",
  "transformers.models.hunyuan_v1_dense.configuration_hunyuan_v1_dense": "HunYuanDenseV1Config",
  "transformers.models.hunyuan_v1_moe.configuration_hunyuan_v1_moe": "HunYuanMoEV1Config",
  "transformers.models.hunyuan_vl.configuration_hunyuan_vl":
    "HunYuanVLConfig HunYuanVLTextConfig HunYuanVLVisionConfig",
  "transformers.models.hy_v3.configuration_hy_v3": "HYV3Config",
  "transformers.models.hy_v4.configuration_hy_v4": "HYV4Config",
  "transformers.models.hyperclovax.configuration_hyperclovax": "HyperCLOVAXConfig",
  "transformers.models.hyperclovax_vision_v2.configuration_hyperclovax_vision_v2":
    "HyperCLOVAXVisionV2Config",
  "transformers.models.ibert.configuration_ibert": "IBertConfig",
  "transformers.models.idefics.configuration_idefics":
    "IdeficsConfig IdeficsPerceiverConfig IdeficsVisionConfig",
  "transformers.models.idefics.processing_idefics": "DeprecatedIdeficsTextKwargs",
  "transformers.models.idefics2.configuration_idefics2":
    "Idefics2Config Idefics2PerceiverConfig Idefics2VisionConfig",
  "transformers.models.idefics3.configuration_idefics3": "Idefics3Config Idefics3VisionConfig",
  "transformers.models.ijepa.configuration_ijepa": "IJepaConfig",
  "transformers.models.imagegpt.configuration_imagegpt": "ImageGPTConfig",
  "transformers.models.informer.configuration_informer": "InformerConfig",
  "transformers.models.inkling.configuration_inkling":
    "InklingAudioConfig InklingConfig InklingTextConfig InklingVisionConfig",
  "transformers.models.inkling.feature_extraction_inkling": "InklingFeatureExtractor",
  "transformers.models.inkling2.configuration_inkling2":
    "Inkling2Config Inkling2TextConfig Inkling2VisionConfig",
  "transformers.models.instructblip.configuration_instructblip":
    "InstructBlipConfig InstructBlipQFormerConfig InstructBlipVisionConfig",
  "transformers.models.instructblipvideo.configuration_instructblipvideo":
    "InstructBlipVideoConfig InstructBlipVideoQFormerConfig InstructBlipVideoVisionConfig",
  "transformers.models.internlm3.configuration_internlm3": "InternLM3Config",
  "transformers.models.internvl.configuration_internvl": "InternVLConfig InternVLVisionConfig",
  "transformers.models.iquestcoder.configuration_iquestcoder": "IQuestCoderConfig",
  "transformers.models.jais2.configuration_jais2": "Jais2Config",
  "transformers.models.jamba.configuration_jamba": "JambaConfig",
  "transformers.models.janus.configuration_janus": "JanusConfig JanusVQVAEConfig JanusVisionConfig",
  "transformers.models.janus.processing_janus": "DeprecatedJanusTextKwargs",
  "transformers.models.jetmoe.configuration_jetmoe": "JetMoeConfig",
  "transformers.models.jev.configuration_jev": "JevConfig",
  "transformers.models.jina_embeddings_v3.configuration_jina_embeddings_v3": "JinaEmbeddingsV3Config",
  "transformers.models.kimi_k25.configuration_kimi_k25": "Kimi_K25Config Kimi_K25VisionConfig",
  "transformers.models.kimi_linear.configuration_kimi_linear": "KimiLinearConfig",
  "transformers.models.kolibri1.configuration_kolibri1": "Kolibri1Config",
  "transformers.models.kosmos2.configuration_kosmos2": "Kosmos2Config Kosmos2TextConfig Kosmos2VisionConfig",
  "transformers.models.kosmos2.processing_kosmos2":
    "DeprecatedKosmos2ImagesKwargs DeprecatedKosmos2TextKwargs",
  "transformers.models.kosmos2_5.configuration_kosmos2_5":
    "Kosmos2_5Config Kosmos2_5TextConfig Kosmos2_5VisionConfig",
  "transformers.models.kyutai_speech_to_text.configuration_kyutai_speech_to_text": "KyutaiSpeechToTextConfig",
  "transformers.models.kyutai_speech_to_text.feature_extraction_kyutai_speech_to_text":
    "KyutaiSpeechToTextFeatureExtractor",
  "transformers.models.laguna.configuration_laguna": "LagunaConfig",
  "transformers.models.lasr.configuration_lasr": "LasrCTCConfig LasrEncoderConfig",
  "transformers.models.lasr.feature_extraction_lasr": "LasrFeatureExtractor",
  "transformers.models.layoutlm.configuration_layoutlm": "LayoutLMConfig",
  "transformers.models.layoutlmv2.configuration_layoutlmv2": "LayoutLMv2Config",
  "transformers.models.layoutlmv3.configuration_layoutlmv3": "LayoutLMv3Config",
  "transformers.models.layoutxlm.configuration_layoutxlm": "LayoutXLMConfig",
  "transformers.models.led.configuration_led": "LEDConfig",
  "transformers.models.levit.configuration_levit": "LevitConfig",
  "transformers.models.lfm2.configuration_lfm2": "Lfm2Config",
  "transformers.models.lfm2_moe.configuration_lfm2_moe": "Lfm2MoeConfig",
  "transformers.models.lfm2_vl.configuration_lfm2_vl": "Lfm2VlConfig",
  "transformers.models.lfm2_vl.processing_lfm2_vl": "DeprecatedLfm2VlTextKwargs",
  "transformers.models.lfm3.configuration_lfm3": "Lfm3Config",
  "transformers.models.lfm3_vl.configuration_lfm3_vl": "Lfm3VlConfig Lfm3VlVisionConfig",
  "transformers.models.lightglue.configuration_lightglue": "LightGlueConfig",
  "transformers.models.lighton_ocr.configuration_lighton_ocr": "LightOnOcrConfig",
  "transformers.models.lilt.configuration_lilt": "LiltConfig",
  "transformers.models.llama.configuration_llama": "LlamaConfig",
  "transformers.models.llama.modeling_llama":
    "LlamaAttention LlamaDecoderLayer LlamaForCausalLM LlamaForQuestionAnswering LlamaForSequenceClassification LlamaForTokenClassification LlamaMLP LlamaModel LlamaPreTrainedModel LlamaRMSNorm LlamaRotaryEmbedding",
  "transformers.models.llama4.configuration_llama4": "Llama4Config Llama4TextConfig Llama4VisionConfig",
  "transformers.models.llama4.modeling_llama4":
    "Llama4CausalLMOutputWithPast Llama4ForCausalLM Llama4ForConditionalGeneration Llama4MultiModalProjector Llama4PreTrainedModel Llama4Router Llama4TextAttention Llama4TextDecoderLayer Llama4TextExperts Llama4TextL2Norm Llama4TextMLP Llama4TextModel Llama4TextMoe Llama4TextRMSNorm Llama4TextRotaryEmbedding Llama4UnfoldConvolution Llama4VisionAttention Llama4VisionEncoder Llama4VisionEncoderLayer Llama4VisionMLP Llama4VisionMLP2 Llama4VisionModel Llama4VisionPixelShuffleMLP Llama4VisionRotaryEmbedding",
  "transformers.models.llava.configuration_llava": "LlavaConfig",
  "transformers.models.llava_next.configuration_llava_next": "LlavaNextConfig",
  "transformers.models.llava_next_video.configuration_llava_next_video": "LlavaNextVideoConfig",
  "transformers.models.llava_onevision.configuration_llava_onevision": "LlavaOnevisionConfig",
  "transformers.models.longcat_flash.configuration_longcat_flash": "LongcatFlashConfig",
  "transformers.models.longformer.configuration_longformer": "LongformerConfig",
  "transformers.models.longt5.configuration_longt5": "LongT5Config",
  "transformers.models.luke.configuration_luke": "LukeConfig",
  "transformers.models.lw_detr.configuration_lw_detr": "LwDetrConfig LwDetrViTConfig",
  "transformers.models.lxmert.configuration_lxmert": "LxmertConfig",
  "transformers.models.m2m_100.configuration_m2m_100": "M2M100Config",
  "transformers.models.mamba.configuration_mamba": "MambaConfig",
  "transformers.models.mamba2.configuration_mamba2": "Mamba2Config",
  "transformers.models.marian.configuration_marian": "MarianConfig",
  "transformers.models.markuplm.configuration_markuplm": "MarkupLMConfig",
  "transformers.models.markuplm.feature_extraction_markuplm": "MarkupLMFeatureExtractor",
  "transformers.models.mask2former.configuration_mask2former": "Mask2FormerConfig",
  "transformers.models.maskformer.configuration_maskformer": "MaskFormerConfig MaskFormerDetrConfig",
  "transformers.models.maskformer.configuration_maskformer_swin": "MaskFormerSwinConfig",
  "transformers.models.mbart.configuration_mbart": "MBartConfig",
  "transformers.models.megatron_bert.configuration_megatron_bert": "MegatronBertConfig",
  "transformers.models.mellum.configuration_mellum": "MellumConfig",
  "transformers.models.metaclip_2.configuration_metaclip_2":
    "MetaClip2Config MetaClip2TextConfig MetaClip2VisionConfig",
  "transformers.models.mgp_str.configuration_mgp_str": "MgpstrConfig",
  "transformers.models.mgp_str.processing_mgp_str": "DecodeType",
  "transformers.models.mimi.configuration_mimi": "MimiConfig MimiDecoderConfig MimiEncoderConfig",
  "transformers.models.mimo_v2_flash.configuration_mimo_v2_flash": "MiMoV2FlashConfig",
  "transformers.models.minicpm3.configuration_minicpm3": "MiniCPM3Config",
  "transformers.models.minicpm_ocr.configuration_minicpm_ocr": "MiniCPMOcrConfig MiniCPMOcrVisionConfig",
  "transformers.models.minicpmv4_6.configuration_minicpmv4_6": "MiniCPMV4_6Config MiniCPMV4_6VisionConfig",
  "transformers.models.minicpmv4_7.configuration_minicpmv4_7": "MiniCPMV4_7Config MiniCPMV4_7VisionConfig",
  "transformers.models.minimax.configuration_minimax": "MiniMaxConfig",
  "transformers.models.minimax_m2.configuration_minimax_m2": "MiniMaxM2Config",
  "transformers.models.minimax_m3_vl.configuration_minimax_m3_vl":
    "MiniMaxM3VLConfig MiniMaxM3VLTextConfig MiniMaxM3VLVisionConfig",
  "transformers.models.ministral.configuration_ministral": "MinistralConfig",
  "transformers.models.ministral3.configuration_ministral3": "Ministral3Config",
  "transformers.models.mistral.configuration_mistral": "MistralConfig",
  "transformers.models.mistral.modeling_mistral":
    "MistralAttention MistralDecoderLayer MistralForCausalLM MistralForQuestionAnswering MistralForSequenceClassification MistralForTokenClassification MistralMLP MistralModel MistralPreTrainedModel MistralRMSNorm MistralRotaryEmbedding",
  "transformers.models.mistral3.configuration_mistral3": "Mistral3Config",
  "transformers.models.mistral3.modeling_mistral3":
    "Mistral3CausalLMOutputWithPast Mistral3ForConditionalGeneration Mistral3Model Mistral3ModelOutputWithPast Mistral3MultiModalProjector Mistral3PatchMerger Mistral3PreTrainedModel Mistral3RMSNorm",
  "transformers.models.mistral4.configuration_mistral4": "Mistral4Config",
  "transformers.models.mistral4.modeling_mistral4":
    "Mistral4Attention Mistral4DecoderLayer Mistral4Experts Mistral4ForCausalLM Mistral4ForSequenceClassification Mistral4ForTokenClassification Mistral4MLP Mistral4MoE Mistral4Model Mistral4PreTrainedModel Mistral4RMSNorm Mistral4RotaryEmbedding Mistral4TopkRouter",
  "transformers.models.mistral_large4.configuration_mistral_large4":
    "MistralLarge4Config MistralLarge4TextConfig",
  "transformers.models.mistral_large4.modeling_mistral_large4":
    "MistralLarge4CausalLMOutputWithPast MistralLarge4ForConditionalGeneration MistralLarge4Model MistralLarge4ModelOutputWithPast MistralLarge4MultiModalProjector MistralLarge4PatchMerger MistralLarge4PreTrainedModel MistralLarge4RMSNorm MistralLarge4TextAttention MistralLarge4TextDecoderLayer MistralLarge4TextExperts MistralLarge4TextIndexer MistralLarge4TextMLP MistralLarge4TextMoE MistralLarge4TextModel MistralLarge4TextRotaryEmbedding MistralLarge4TextSoftmaxScaling MistralLarge4TextTopkRouter",
  "transformers.models.mixtral.configuration_mixtral": "MixtralConfig",
  "transformers.models.mlcd.configuration_mlcd": "MLCDVisionConfig",
  "transformers.models.mllama.configuration_mllama": "MllamaConfig MllamaTextConfig MllamaVisionConfig",
  "transformers.models.mm_grounding_dino.configuration_mm_grounding_dino": "MMGroundingDinoConfig",
  "transformers.models.mobilebert.configuration_mobilebert": "MobileBertConfig",
  "transformers.models.mobilenet_v1.configuration_mobilenet_v1": "MobileNetV1Config",
  "transformers.models.mobilenet_v2.configuration_mobilenet_v2": "MobileNetV2Config",
  "transformers.models.mobilevit.configuration_mobilevit": "MobileViTConfig",
  "transformers.models.mobilevitv2.configuration_mobilevitv2": "MobileViTV2Config",
  "transformers.models.modernbert.configuration_modernbert": "ModernBertConfig",
  "transformers.models.modernbert_decoder.configuration_modernbert_decoder": "ModernBertDecoderConfig",
  "transformers.models.modernvbert.configuration_modernvbert": "ModernVBertConfig",
  "transformers.models.molmo2.configuration_molmo2":
    "Molmo2AdapterConfig Molmo2Config Molmo2TextConfig Molmo2VisionConfig",
  "transformers.models.moonshine.configuration_moonshine": "MoonshineConfig",
  "transformers.models.moonshine_streaming.configuration_moonshine_streaming":
    "MoonshineStreamingConfig MoonshineStreamingEncoderConfig",
  "transformers.models.moshi.configuration_moshi": "MoshiConfig MoshiDepthConfig",
  "transformers.models.moss_transcribe_diarize.configuration_moss_transcribe_diarize":
    "MossTranscribeDiarizeAudioConfig MossTranscribeDiarizeConfig",
  "transformers.models.moss_transcribe_diarize.feature_extraction_moss_transcribe_diarize":
    "MossTranscribeDiarizeFeatureExtractor",
  "transformers.models.mpnet.configuration_mpnet": "MPNetConfig",
  "transformers.models.mpnet.modeling_mpnet":
    "MPNetAttention MPNetClassificationHead MPNetEmbeddings MPNetEncoder MPNetForMaskedLM MPNetForMultipleChoice MPNetForQuestionAnswering MPNetForSequenceClassification MPNetForTokenClassification MPNetIntermediate MPNetLMHead MPNetLayer MPNetModel MPNetOutput MPNetPooler MPNetPreTrainedModel MPNetSelfAttention",
  "transformers.models.mpt.configuration_mpt": "MptAttentionConfig MptConfig",
  "transformers.models.mra.configuration_mra": "MraConfig",
  "transformers.models.mt5.configuration_mt5": "MT5Config",
  "transformers.models.muse_glimmer.configuration_muse_glimmer":
    "MuseGlimmerConfig MuseGlimmerTextConfig MuseGlimmerVisionConfig",
  "transformers.models.muse_glimmer_assistant.configuration_muse_glimmer_assistant":
    "MuseGlimmerAssistantConfig",
  "transformers.models.muse_spark.configuration_muse_spark":
    "MuseSparkAudioConfig MuseSparkConfig MuseSparkTextConfig MuseSparkVisionConfig",
  "transformers.models.muse_spark.feature_extraction_muse_spark": "MuseSparkFeatureExtractor",
  "transformers.models.musicflamingo.configuration_musicflamingo": "MusicFlamingoConfig",
  "transformers.models.musicgen.configuration_musicgen": "MusicgenConfig MusicgenDecoderConfig",
  "transformers.models.musicgen_melody.configuration_musicgen_melody":
    "MusicgenMelodyConfig MusicgenMelodyDecoderConfig",
  "transformers.models.musicgen_melody.feature_extraction_musicgen_melody": "MusicgenMelodyFeatureExtractor",
  "transformers.models.mvp.configuration_mvp": "MvpConfig",
  "transformers.models.nanochat.configuration_nanochat": "NanoChatConfig",
  "transformers.models.nemotron.configuration_nemotron": "NemotronConfig",
  "transformers.models.nemotron3_5_asr.configuration_nemotron3_5_asr": "Nemotron3_5AsrConfig",
  "transformers.models.nemotron3_5_transcribe.configuration_nemotron3_5_transcribe":
    "Nemotron3_5TranscribeAsrAudioConfig Nemotron3_5TranscribeAudioConfig Nemotron3_5TranscribeConfig Nemotron3_5TranscribeWordTimestampConfig",
  "transformers.models.nemotron3_diarization.configuration_nemotron3_diarization":
    "Nemotron3DiarizationAudioConfig Nemotron3DiarizationConfig Nemotron3DiarizationHeadConfig Nemotron3DiarizationStreamingConfig",
  "transformers.models.nemotron_asr_streaming.configuration_nemotron_asr_streaming":
    "NemotronAsrStreamingConfig NemotronAsrStreamingEncoderConfig",
  "transformers.models.nemotron_asr_streaming.feature_extraction_nemotron_asr_streaming":
    "NemotronAsrStreamingFeatureExtractor",
  "transformers.models.nemotron_h.configuration_nemotron_h": "NemotronHConfig",
  "transformers.models.nemotron_h_omni.configuration_nemotron_h_omni": "NemotronH_Omni_Reasoning_V3_Config",
  "transformers.models.neomme.configuration_neomme": "NeoMMEConfig",
  "transformers.models.neucodec.configuration_neucodec": "NeuCodecConfig",
  "transformers.models.neucodec.feature_extraction_neucodec": "NeuCodecFeatureExtractor",
  "transformers.models.nllb_moe.configuration_nllb_moe": "NllbMoeConfig",
  "transformers.models.nomic_bert.configuration_nomic_bert": "NomicBertConfig",
  "transformers.models.nougat.configuration_nougat": "NougatConfig",
  "transformers.models.nystromformer.configuration_nystromformer": "NystromformerConfig",
  "transformers.models.olmo.configuration_olmo": "OlmoConfig",
  "transformers.models.olmo2.configuration_olmo2": "Olmo2Config",
  "transformers.models.olmo3.configuration_olmo3": "Olmo3Config",
  "transformers.models.olmo_hybrid.configuration_olmo_hybrid": "OlmoHybridConfig",
  "transformers.models.olmoe.configuration_olmoe": "OlmoeConfig",
  "transformers.models.omdet_turbo.configuration_omdet_turbo": "OmDetTurboConfig",
  "transformers.models.omdet_turbo.processing_omdet_turbo": "DeprecatedOmDetTurboTextKwargs",
  "transformers.models.oneformer.configuration_oneformer": "OneFormerConfig",
  "transformers.models.openai.configuration_openai": "OpenAIGPTConfig",
  "transformers.models.openai_privacy_filter.configuration_openai_privacy_filter":
    "OpenAIPrivacyFilterConfig",
  "transformers.models.opt.configuration_opt": "OPTConfig",
  "transformers.models.ovis2.configuration_ovis2": "Ovis2Config Ovis2VisionConfig",
  "transformers.models.owlv2.configuration_owlv2": "Owlv2Config Owlv2TextConfig Owlv2VisionConfig",
  "transformers.models.owlv2.processing_owlv2": "DeprecatedOwlv2ImagesKwargs",
  "transformers.models.owlvit.configuration_owlvit": "OwlViTConfig OwlViTTextConfig OwlViTVisionConfig",
  "transformers.models.owlvit.processing_owlvit": "DeprecatedOwlViTImagesKwargs",
  "transformers.models.paddleocr_vl.configuration_paddleocr_vl":
    "PaddleOCRTextConfig PaddleOCRVLConfig PaddleOCRVisionConfig",
  "transformers.models.paligemma.configuration_paligemma": "PaliGemmaConfig",
  "transformers.models.paligemma.processing_paligemma": "DeprecatedPaliGemmaTextKwargs",
  "transformers.models.parakeet.configuration_parakeet":
    "ParakeetCTCConfig ParakeetEncoderConfig ParakeetRNNTConfig ParakeetTDTConfig",
  "transformers.models.parakeet.feature_extraction_parakeet": "ParakeetFeatureExtractor",
  "transformers.models.patchtsmixer.configuration_patchtsmixer": "PatchTSMixerConfig",
  "transformers.models.patchtst.configuration_patchtst": "PatchTSTConfig",
  "transformers.models.pe_audio.configuration_pe_audio": "PeAudioConfig PeAudioEncoderConfig",
  "transformers.models.pe_audio.feature_extraction_pe_audio": "PeAudioFeatureExtractor",
  "transformers.models.pe_audio_video.configuration_pe_audio_video":
    "PeAudioVideoConfig PeAudioVideoEncoderConfig",
  "transformers.models.pe_video.configuration_pe_video": "PeVideoConfig PeVideoEncoderConfig",
  "transformers.models.pegasus.configuration_pegasus": "PegasusConfig",
  "transformers.models.pegasus_x.configuration_pegasus_x": "PegasusXConfig",
  "transformers.models.perceiver.configuration_perceiver": "PerceiverConfig",
  "transformers.models.perception_lm.configuration_perception_lm": "PerceptionLMConfig",
  "transformers.models.persimmon.configuration_persimmon": "PersimmonConfig",
  "transformers.models.phi.configuration_phi": "PhiConfig",
  "transformers.models.phi.modeling_phi":
    "PhiAttention PhiDecoderLayer PhiForCausalLM PhiForSequenceClassification PhiForTokenClassification PhiMLP PhiModel PhiPreTrainedModel PhiRotaryEmbedding",
  "transformers.models.phi3.configuration_phi3": "Phi3Config",
  "transformers.models.phi3.modeling_phi3":
    "Phi3Attention Phi3DecoderLayer Phi3ForCausalLM Phi3ForSequenceClassification Phi3ForTokenClassification Phi3MLP Phi3Model Phi3PreTrainedModel Phi3RMSNorm Phi3RotaryEmbedding",
  "transformers.models.phi4_multimodal.configuration_phi4_multimodal":
    "Phi4MultimodalAudioConfig Phi4MultimodalConfig Phi4MultimodalVisionConfig",
  "transformers.models.phi4_multimodal.feature_extraction_phi4_multimodal": "Phi4MultimodalFeatureExtractor",
  "transformers.models.phi4_multimodal.modeling_phi4_multimodal":
    "Phi4MultimodalAttention Phi4MultimodalAudioAttention Phi4MultimodalAudioConformerEncoderLayer Phi4MultimodalAudioConvModule Phi4MultimodalAudioDepthWiseSeparableConv1d Phi4MultimodalAudioEmbedding Phi4MultimodalAudioGluPointWiseConv Phi4MultimodalAudioMLP Phi4MultimodalAudioMeanVarianceNormLayer Phi4MultimodalAudioModel Phi4MultimodalAudioNemoConvSubsampling Phi4MultimodalAudioPreTrainedModel Phi4MultimodalAudioRelativeAttentionBias Phi4MultimodalDecoderLayer Phi4MultimodalFeatureEmbedding Phi4MultimodalForCausalLM Phi4MultimodalImageEmbedding Phi4MultimodalMLP Phi4MultimodalModel Phi4MultimodalPreTrainedModel Phi4MultimodalRMSNorm Phi4MultimodalRotaryEmbedding Phi4MultimodalVisionAttention Phi4MultimodalVisionEmbeddings Phi4MultimodalVisionEncoder Phi4MultimodalVisionEncoderLayer Phi4MultimodalVisionMLP Phi4MultimodalVisionModel Phi4MultimodalVisionMultiheadAttentionPoolingHead Phi4MultimodalVisionPreTrainedModel",
  "transformers.models.phimoe.configuration_phimoe": "PhimoeConfig",
  "transformers.models.phimoe.modeling_phimoe":
    "PhimoeAttention PhimoeDecoderLayer PhimoeExperts PhimoeForCausalLM PhimoeForSequenceClassification PhimoeModel PhimoeMultiplier PhimoePreTrainedModel PhimoeRotaryEmbedding PhimoeSparseMoeBlock PhimoeTopKRouter",
  "transformers.models.pi0.configuration_pi0": "PI0Config",
  "transformers.models.pix2struct.configuration_pix2struct":
    "Pix2StructConfig Pix2StructTextConfig Pix2StructVisionConfig",
  "transformers.models.pixio.configuration_pixio": "PixioConfig",
  "transformers.models.pixtral.configuration_pixtral": "PixtralVisionConfig",
  "transformers.models.plbart.configuration_plbart": "PLBartConfig",
  "transformers.models.pocket_tts.configuration_pocket_tts": "PocketTTSConfig PocketTTSFlowHeadConfig",
  "transformers.models.pocket_tts.feature_extraction_pocket_tts": "PocketTTSFeatureExtractor",
  "transformers.models.pocket_tts.processing_pocket_tts": "PocketTTSAudioKwargs",
  "transformers.models.pocket_tts_audio_tokenizer.configuration_pocket_tts_audio_tokenizer":
    "PocketTTSAudioTokenizerConfig PocketTTSAudioTokenizerDecoderConfig PocketTTSAudioTokenizerEncoderConfig",
  "transformers.models.poolformer.configuration_poolformer": "PoolFormerConfig",
  "transformers.models.pop2piano.configuration_pop2piano": "Pop2PianoConfig",
  "transformers.models.pop2piano.feature_extraction_pop2piano": "Pop2PianoFeatureExtractor",
  "transformers.models.pp_chart2table.configuration_pp_chart2table":
    "PPChart2TableConfig PPChart2TableVisionConfig",
  "transformers.models.pp_doclayout_v2.configuration_pp_doclayout_v2":
    "PPDocLayoutV2Config PPDocLayoutV2ReadingOrderConfig",
  "transformers.models.pp_doclayout_v3.configuration_pp_doclayout_v3": "PPDocLayoutV3Config",
  "transformers.models.pp_doclayout_v4.configuration_pp_doclayout_v4": "PPDocLayoutV4Config",
  "transformers.models.pp_formulanet.configuration_pp_formulanet":
    "PPFormulaNetConfig PPFormulaNetTextConfig PPFormulaNetVisionConfig",
  "transformers.models.pp_lcnet.configuration_pp_lcnet": "PPLCNetConfig",
  "transformers.models.pp_lcnet_v3.configuration_pp_lcnet_v3": "PPLCNetV3Config",
  "transformers.models.pp_lcnet_v4.configuration_pp_lcnet_v4": "PPLCNetV4Config",
  "transformers.models.pp_ocrv5_mobile_det.configuration_pp_ocrv5_mobile_det": "PPOCRV5MobileDetConfig",
  "transformers.models.pp_ocrv5_mobile_rec.configuration_pp_ocrv5_mobile_rec": "PPOCRV5MobileRecConfig",
  "transformers.models.pp_ocrv6_medium_det.configuration_pp_ocrv6_medium_det": "PPOCRV6MediumDetConfig",
  "transformers.models.pp_ocrv6_small_det.configuration_pp_ocrv6_small_det": "PPOCRV6SmallDetConfig",
  "transformers.models.pp_ocrv6_small_rec.configuration_pp_ocrv6_small_rec": "PPOCRV6SmallRecConfig",
  "transformers.models.pp_ocrv6_tiny_rec.configuration_pp_ocrv6_tiny_rec": "PPOCRV6TinyRecConfig",
  "transformers.models.prompt_depth_anything.configuration_prompt_depth_anything":
    "PromptDepthAnythingConfig",
  "transformers.models.prophetnet.configuration_prophetnet": "ProphetNetConfig",
  "transformers.models.pvt.configuration_pvt": "PvtConfig",
  "transformers.models.pvt_v2.configuration_pvt_v2": "PvtV2Config",
  "transformers.models.qianfan_ocr.configuration_qianfan_ocr": "QianfanOCRConfig QianfanOCRVisionConfig",
  "transformers.models.qwen2.configuration_qwen2": "Qwen2Config",
  "transformers.models.qwen2.modeling_qwen2":
    "Qwen2Attention Qwen2DecoderLayer Qwen2ForCausalLM Qwen2ForQuestionAnswering Qwen2ForSequenceClassification Qwen2ForTokenClassification Qwen2MLP Qwen2Model Qwen2PreTrainedModel Qwen2RMSNorm Qwen2RotaryEmbedding",
  "transformers.models.qwen2_5_omni.configuration_qwen2_5_omni":
    "Qwen2_5OmniAudioEncoderConfig Qwen2_5OmniBigVGANConfig Qwen2_5OmniConfig Qwen2_5OmniDiTConfig Qwen2_5OmniTalkerConfig Qwen2_5OmniTextConfig Qwen2_5OmniThinkerConfig Qwen2_5OmniToken2WavConfig Qwen2_5OmniVisionEncoderConfig",
  "transformers.models.qwen2_5_omni.modeling_qwen2_5_omni":
    "AMPBlock Activation1d AttentiveStatisticsPooling DiTAttention DiTCodecEmbedding DiTDecoderLayer DiTInputEmbedding DiTMLP DiTTimestepEmbedding DownSample1d ECAPA_TimeDelayNet Qwen2MLP Qwen2_5OmniAMPBlock Qwen2_5OmniAntiAliasedActivation1d Qwen2_5OmniAttention Qwen2_5OmniAudioAttention Qwen2_5OmniAudioEncoder Qwen2_5OmniAudioEncoderLayer Qwen2_5OmniDecoderLayer Qwen2_5OmniDiTRotaryEmbedding Qwen2_5OmniDownSample1d Qwen2_5OmniForConditionalGeneration Qwen2_5OmniMLP Qwen2_5OmniPatchMerger Qwen2_5OmniPreTrainedModel Qwen2_5OmniPreTrainedModelForConditionalGeneration Qwen2_5OmniRMSNorm Qwen2_5OmniRotaryEmbedding Qwen2_5OmniSnakeBeta Qwen2_5OmniTalkerCausalLMOutputWithPast Qwen2_5OmniTalkerForConditionalGeneration Qwen2_5OmniTalkerModel Qwen2_5OmniThinkerForConditionalGeneration Qwen2_5OmniThinkerModel Qwen2_5OmniThinkerTextModel Qwen2_5OmniToken2WavBigVGANModel Qwen2_5OmniToken2WavDiTModel Qwen2_5OmniToken2WavModel Qwen2_5OmniUpSample1d Qwen2_5OmniVisionAttention Qwen2_5OmniVisionBlock Qwen2_5OmniVisionEncoder Qwen2_5OmniVisionRotaryEmbedding Qwen2_5_OmniAdaLayerNormZero Qwen2_5_OmniAdaLayerNormZero_Final Qwen2_5_VisionPatchEmbed Res2NetBlock RungeKutta4ODESolver SinusPositionEmbedding SinusoidsPositionEmbedding SnakeBeta SqueezeExcitationBlock SqueezeExcitationRes2NetBlock TimeDelayNetBlock UpSample1d",
  "transformers.models.qwen2_5_omni.processing_qwen2_5_omni": "DeprecatedQwen2_5_OmniVideosKwargs",
  "transformers.models.qwen2_5_vl.configuration_qwen2_5_vl":
    "Qwen2_5_VLConfig Qwen2_5_VLTextConfig Qwen2_5_VLVisionConfig",
  "transformers.models.qwen2_5_vl.modeling_qwen2_5_vl":
    "Qwen2MLP Qwen2_5_VLAttention Qwen2_5_VLDecoderLayer Qwen2_5_VLForConditionalGeneration Qwen2_5_VLMLP Qwen2_5_VLModel Qwen2_5_VLPatchMerger Qwen2_5_VLPreTrainedModel Qwen2_5_VLRMSNorm Qwen2_5_VLRotaryEmbedding Qwen2_5_VLTextModel Qwen2_5_VLVisionAttention Qwen2_5_VLVisionBlock Qwen2_5_VLVisionRotaryEmbedding Qwen2_5_VisionPatchEmbed Qwen2_5_VisionTransformerPretrainedModel",
  "transformers.models.qwen2_audio.configuration_qwen2_audio": "Qwen2AudioConfig Qwen2AudioEncoderConfig",
  "transformers.models.qwen2_audio.modeling_qwen2_audio":
    "Qwen2AudioAttention Qwen2AudioCausalLMOutputWithPast Qwen2AudioEncoder Qwen2AudioEncoderLayer Qwen2AudioForConditionalGeneration Qwen2AudioModel Qwen2AudioModelOutputWithPast Qwen2AudioMultiModalProjector Qwen2AudioPreTrainedModel",
  "transformers.models.qwen2_moe.configuration_qwen2_moe": "Qwen2MoeConfig",
  "transformers.models.qwen2_moe.modeling_qwen2_moe":
    "Qwen2MoeAttention Qwen2MoeDecoderLayer Qwen2MoeExperts Qwen2MoeForCausalLM Qwen2MoeForQuestionAnswering Qwen2MoeForSequenceClassification Qwen2MoeForTokenClassification Qwen2MoeMLP Qwen2MoeModel Qwen2MoePreTrainedModel Qwen2MoeRMSNorm Qwen2MoeRotaryEmbedding Qwen2MoeSparseMoeBlock Qwen2MoeTopKRouter",
  "transformers.models.qwen2_vl.configuration_qwen2_vl":
    "Qwen2VLConfig Qwen2VLTextConfig Qwen2VLVisionConfig",
  "transformers.models.qwen2_vl.modeling_qwen2_vl":
    "PatchEmbed PatchMerger Qwen2MLP Qwen2VLAttention Qwen2VLDecoderLayer Qwen2VLForConditionalGeneration Qwen2VLModel Qwen2VLPreTrainedModel Qwen2VLRMSNorm Qwen2VLRotaryEmbedding Qwen2VLTextModel Qwen2VLVisionBlock Qwen2VLVisionRotaryEmbedding Qwen2VisionTransformerPretrainedModel VisionAttention VisionMlp",
  "transformers.models.qwen3.configuration_qwen3": "Qwen3Config",
  "transformers.models.qwen3_5.configuration_qwen3_5": "Qwen3_5Config Qwen3_5TextConfig Qwen3_5VisionConfig",
  "transformers.models.qwen3_5_moe.configuration_qwen3_5_moe":
    "Qwen3_5MoeConfig Qwen3_5MoeTextConfig Qwen3_5MoeVisionConfig",
  "transformers.models.qwen3_asr.configuration_qwen3_asr": "Qwen3ASRConfig Qwen3ASREncoderConfig",
  "transformers.models.qwen3_asr.feature_extraction_qwen3_asr": "Qwen3ASRFeatureExtractor",
  "transformers.models.qwen3_moe.configuration_qwen3_moe": "Qwen3MoeConfig",
  "transformers.models.qwen3_next.configuration_qwen3_next": "Qwen3NextConfig",
  "transformers.models.qwen3_omni_moe.configuration_qwen3_omni_moe":
    "Qwen3OmniMoeAudioEncoderConfig Qwen3OmniMoeCode2WavConfig Qwen3OmniMoeConfig Qwen3OmniMoeTalkerCodePredictorConfig Qwen3OmniMoeTalkerConfig Qwen3OmniMoeTalkerTextConfig Qwen3OmniMoeTextConfig Qwen3OmniMoeThinkerConfig Qwen3OmniMoeVisionEncoderConfig",
  "transformers.models.qwen3_omni_moe.processing_qwen3_omni_moe": "DeprecatedQwen3OmniMoeVideosKwargs",
  "transformers.models.qwen3_vl.configuration_qwen3_vl":
    "Qwen3VLConfig Qwen3VLTextConfig Qwen3VLVisionConfig",
  "transformers.models.qwen3_vl_moe.configuration_qwen3_vl_moe":
    "Qwen3VLMoeConfig Qwen3VLMoeTextConfig Qwen3VLMoeVisionConfig",
  "transformers.models.qwen4_exp.configuration_qwen4_exp":
    "Qwen4ExpConfig Qwen4ExpTextConfig Qwen4ExpVisionConfig",
  "transformers.models.radio.configuration_radio": "RadioConfig",
  "transformers.models.rag.configuration_rag": "RagConfig",
  "transformers.models.recurrent_gemma.configuration_recurrent_gemma": "RecurrentGemmaConfig",
  "transformers.models.reformer.configuration_reformer": "ReformerConfig",
  "transformers.models.regnet.configuration_regnet": "RegNetConfig",
  "transformers.models.rembert.configuration_rembert": "RemBertConfig",
  "transformers.models.resnet.configuration_resnet": "ResNetConfig",
  "transformers.models.rf_detr.configuration_rf_detr": "RfDetrConfig RfDetrDinov2Config",
  "transformers.models.roberta.configuration_roberta": "RobertaConfig",
  "transformers.models.roberta.modeling_roberta":
    "RobertaAttention RobertaClassificationHead RobertaCrossAttention RobertaEmbeddings RobertaEncoder RobertaForCausalLM RobertaForMaskedLM RobertaForMultipleChoice RobertaForQuestionAnswering RobertaForSequenceClassification RobertaForTokenClassification RobertaIntermediate RobertaLMHead RobertaLayer RobertaModel RobertaOutput RobertaPooler RobertaPreTrainedModel RobertaSelfAttention RobertaSelfOutput",
  "transformers.models.roberta_prelayernorm.configuration_roberta_prelayernorm": "RobertaPreLayerNormConfig",
  "transformers.models.roberta_prelayernorm.modeling_roberta_prelayernorm":
    "RobertaPreLayerNormAttention RobertaPreLayerNormClassificationHead RobertaPreLayerNormCrossAttention RobertaPreLayerNormEmbeddings RobertaPreLayerNormEncoder RobertaPreLayerNormForCausalLM RobertaPreLayerNormForMaskedLM RobertaPreLayerNormForMultipleChoice RobertaPreLayerNormForQuestionAnswering RobertaPreLayerNormForSequenceClassification RobertaPreLayerNormForTokenClassification RobertaPreLayerNormIntermediate RobertaPreLayerNormLMHead RobertaPreLayerNormLayer RobertaPreLayerNormModel RobertaPreLayerNormOutput RobertaPreLayerNormPooler RobertaPreLayerNormPreTrainedModel RobertaPreLayerNormSelfAttention RobertaPreLayerNormSelfOutput",
  "transformers.models.roc_bert.configuration_roc_bert": "RoCBertConfig",
  "transformers.models.roformer.configuration_roformer": "RoFormerConfig",
  "transformers.models.rt_detr.configuration_rt_detr": "RTDetrConfig",
  "transformers.models.rt_detr.configuration_rt_detr_resnet": "RTDetrResNetConfig",
  "transformers.models.rt_detr_v2.configuration_rt_detr_v2": "RTDetrV2Config",
  "transformers.models.rwkv.configuration_rwkv": "RwkvConfig",
  "transformers.models.sam.configuration_sam":
    "SamConfig SamMaskDecoderConfig SamPromptEncoderConfig SamVisionConfig",
  "transformers.models.sam.processing_sam": "DeprecatedSamImagesKwargs",
  "transformers.models.sam2.configuration_sam2":
    "Sam2Config Sam2HieraDetConfig Sam2MaskDecoderConfig Sam2PromptEncoderConfig Sam2VisionConfig",
  "transformers.models.sam2_video.configuration_sam2_video":
    "Sam2VideoConfig Sam2VideoMaskDecoderConfig Sam2VideoPromptEncoderConfig",
  "transformers.models.sam3.configuration_sam3":
    "Sam3Config Sam3DETRDecoderConfig Sam3DETREncoderConfig Sam3GeometryEncoderConfig Sam3MaskDecoderConfig Sam3ViTConfig Sam3VisionConfig",
  "transformers.models.sam3_lite_text.configuration_sam3_lite_text":
    "Sam3LiteTextConfig Sam3LiteTextDETRDecoderConfig Sam3LiteTextDETREncoderConfig Sam3LiteTextGeometryEncoderConfig Sam3LiteTextMaskDecoderConfig Sam3LiteTextTextConfig",
  "transformers.models.sam3_tracker.configuration_sam3_tracker":
    "Sam3TrackerConfig Sam3TrackerMaskDecoderConfig Sam3TrackerPromptEncoderConfig",
  "transformers.models.sam3_tracker_video.configuration_sam3_tracker_video":
    "Sam3TrackerVideoConfig Sam3TrackerVideoMaskDecoderConfig Sam3TrackerVideoPromptEncoderConfig",
  "transformers.models.sam3_video.configuration_sam3_video": "Sam3VideoConfig",
  "transformers.models.sam_hq.configuration_sam_hq":
    "SamHQConfig SamHQMaskDecoderConfig SamHQPromptEncoderConfig SamHQVisionConfig",
  "transformers.models.sam_hq.processing_sam_hq": "DeprecatedSamHQImagesKwargs",
  "transformers.models.sapiens2.configuration_sapiens2": "Sapiens2Config Sapiens2HeadConfig",
  "transformers.models.seamless_m4t.configuration_seamless_m4t": "SeamlessM4TConfig",
  "transformers.models.seamless_m4t.feature_extraction_seamless_m4t": "SeamlessM4TFeatureExtractor",
  "transformers.models.seamless_m4t.processing_seamless_m4t": "DeprecatedSeamlessM4TTextKwargs",
  "transformers.models.seamless_m4t_v2.configuration_seamless_m4t_v2": "SeamlessM4Tv2Config",
  "transformers.models.seed_oss.configuration_seed_oss": "SeedOssConfig",
  "transformers.models.segformer.configuration_segformer": "SegformerConfig",
  "transformers.models.seggpt.configuration_seggpt": "SegGptConfig",
  "transformers.models.sew.configuration_sew": "SEWConfig",
  "transformers.models.sew_d.configuration_sew_d": "SEWDConfig",
  "transformers.models.shieldgemma2.configuration_shieldgemma2": "ShieldGemma2Config",
  "transformers.models.siglip.configuration_siglip": "SiglipConfig SiglipTextConfig SiglipVisionConfig",
  "transformers.models.siglip2.configuration_siglip2": "Siglip2Config Siglip2TextConfig Siglip2VisionConfig",
  "transformers.models.slanet.configuration_slanet": "SLANetConfig",
  "transformers.models.slanext.configuration_slanext": "SLANeXtConfig SLANeXtVisionConfig",
  "transformers.models.smollm3.configuration_smollm3": "SmolLM3Config",
  "transformers.models.smolvlm.configuration_smolvlm": "SmolVLMConfig SmolVLMVisionConfig",
  "transformers.models.solar_open.configuration_solar_open": "SolarOpenConfig",
  "transformers.models.speech_encoder_decoder.configuration_speech_encoder_decoder":
    "SpeechEncoderDecoderConfig",
  "transformers.models.speech_to_text.configuration_speech_to_text": "Speech2TextConfig",
  "transformers.models.speech_to_text.feature_extraction_speech_to_text": "Speech2TextFeatureExtractor",
  "transformers.models.speecht5.configuration_speecht5": "SpeechT5Config SpeechT5HifiGanConfig",
  "transformers.models.speecht5.feature_extraction_speecht5": "SpeechT5FeatureExtractor",
  "transformers.models.splinter.configuration_splinter": "SplinterConfig",
  "transformers.models.squeezebert.configuration_squeezebert": "SqueezeBertConfig",
  "transformers.models.stablelm.configuration_stablelm": "StableLmConfig",
  "transformers.models.starcoder2.configuration_starcoder2": "Starcoder2Config",
  "transformers.models.step3p7.configuration_step3p7": "Step3p7Config Step3p7TextConfig Step3p7VisionConfig",
  "transformers.models.superglue.configuration_superglue": "SuperGlueConfig",
  "transformers.models.superpoint.configuration_superpoint": "SuperPointConfig",
  "transformers.models.swiftformer.configuration_swiftformer": "SwiftFormerConfig",
  "transformers.models.swin.configuration_swin": "SwinConfig",
  "transformers.models.swin2sr.configuration_swin2sr": "Swin2SRConfig",
  "transformers.models.swinv2.configuration_swinv2": "Swinv2Config",
  "transformers.models.switch_transformers.configuration_switch_transformers": "SwitchTransformersConfig",
  "transformers.models.t5.configuration_t5": "T5Config",
  "transformers.models.t5.modeling_t5":
    "T5Attention T5Block T5ClassificationHead T5DenseActDense T5DenseGatedActDense T5EncoderModel T5ForConditionalGeneration T5ForQuestionAnswering T5ForSequenceClassification T5ForTokenClassification T5LayerCrossAttention T5LayerFF T5LayerNorm T5LayerSelfAttention T5Model T5PreTrainedModel T5Stack",
  "transformers.models.t5gemma.configuration_t5gemma": "T5GemmaConfig T5GemmaModuleConfig",
  "transformers.models.t5gemma.modeling_t5gemma":
    "T5GemmaClassificationHead T5GemmaCrossAttention T5GemmaDecoder T5GemmaDecoderLayer T5GemmaEncoder T5GemmaEncoderLayer T5GemmaEncoderModel T5GemmaForConditionalGeneration T5GemmaForSequenceClassification T5GemmaForTokenClassification T5GemmaLMHead T5GemmaMLP T5GemmaModel T5GemmaPreTrainedModel T5GemmaRMSNorm T5GemmaRotaryEmbedding T5GemmaSelfAttention",
  "transformers.models.t5gemma2.configuration_t5gemma2":
    "T5Gemma2Config T5Gemma2DecoderConfig T5Gemma2EncoderConfig T5Gemma2TextConfig",
  "transformers.models.t5gemma2.modeling_t5gemma2":
    "T5Gemma2ClassificationHead T5Gemma2Decoder T5Gemma2DecoderLayer T5Gemma2Encoder T5Gemma2EncoderLayer T5Gemma2ForConditionalGeneration T5Gemma2ForSequenceClassification T5Gemma2ForTokenClassification T5Gemma2LMHead T5Gemma2MLP T5Gemma2MergedAttention T5Gemma2Model T5Gemma2MultiModalProjector T5Gemma2PreTrainedModel T5Gemma2RMSNorm T5Gemma2RotaryEmbedding T5Gemma2SelfAttention T5Gemma2TextEncoder T5Gemma2TextScaledWordEmbedding",
  "transformers.models.table_transformer.configuration_table_transformer": "TableTransformerConfig",
  "transformers.models.tapas.configuration_tapas": "TapasConfig",
  "transformers.models.textnet.configuration_textnet": "TextNetConfig",
  "transformers.models.time_series_transformer.configuration_time_series_transformer":
    "TimeSeriesTransformerConfig",
  "transformers.models.timesfm.configuration_timesfm": "TimesFmConfig",
  "transformers.models.timesfm2_5.configuration_timesfm2_5": "TimesFm2_5Config",
  "transformers.models.timesformer.configuration_timesformer": "TimesformerConfig",
  "transformers.models.timm_backbone.configuration_timm_backbone": "TimmBackboneConfig",
  "transformers.models.timm_wrapper.configuration_timm_wrapper": "TimmWrapperConfig",
  "transformers.models.tipsv2.configuration_tipsv2": "Tipsv2Config Tipsv2TextConfig Tipsv2VisionConfig",
  "transformers.models.tipsv2_dpt.configuration_tipsv2_dpt": "Tipsv2DptConfig",
  "transformers.models.trocr.configuration_trocr": "TrOCRConfig",
  "transformers.models.tvp.configuration_tvp": "TvpConfig",
  "transformers.models.udop.configuration_udop": "UdopConfig",
  "transformers.models.udop.processing_udop": "DeprecatedUdopTextKwargs",
  "transformers.models.ultrabert.configuration_ultrabert": "UltrabertConfig",
  "transformers.models.ultravbert.configuration_ultravbert": "UltraVBertConfig",
  "transformers.models.umt5.configuration_umt5": "UMT5Config",
  "transformers.models.unispeech.configuration_unispeech": "UniSpeechConfig",
  "transformers.models.unispeech_sat.configuration_unispeech_sat": "UniSpeechSatConfig",
  "transformers.models.univnet.configuration_univnet": "UnivNetConfig",
  "transformers.models.univnet.feature_extraction_univnet": "UnivNetFeatureExtractor",
  "transformers.models.unlimited_ocr.configuration_unlimited_ocr":
    "UnlimitedOcrConfig UnlimitedOcrSamVisionConfig UnlimitedOcrTextConfig UnlimitedOcrVisionConfig UnlimitedOcrVisionEncoderConfig",
  "transformers.models.upernet.configuration_upernet": "UperNetConfig",
  "transformers.models.uvdoc.configuration_uvdoc": "UVDocBackboneConfig UVDocConfig",
  "transformers.models.vaultgemma.configuration_vaultgemma": "VaultGemmaConfig",
  "transformers.models.vibevoice.configuration_vibevoice": "VibeVoiceConfig VibeVoiceDiffusionHeadConfig",
  "transformers.models.vibevoice_acoustic_tokenizer.configuration_vibevoice_acoustic_tokenizer":
    "VibeVoiceAcousticTokenizerConfig VibeVoiceAcousticTokenizerDecoderConfig VibeVoiceAcousticTokenizerEncoderConfig",
  "transformers.models.vibevoice_acoustic_tokenizer.feature_extraction_vibevoice_acoustic_tokenizer":
    "VibeVoiceAcousticTokenizerFeatureExtractor",
  "transformers.models.vibevoice_asr.configuration_vibevoice_asr": "VibeVoiceAsrConfig",
  "transformers.models.video_llama_3.configuration_video_llama_3":
    "VideoLlama3Config VideoLlama3VisionConfig",
  "transformers.models.video_llava.configuration_video_llava": "VideoLlavaConfig",
  "transformers.models.videomae.configuration_videomae": "VideoMAEConfig",
  "transformers.models.videomt.configuration_videomt": "VideomtConfig",
  "transformers.models.videoprism.configuration_videoprism":
    "VideoPrismConfig VideoPrismTextConfig VideoPrismVisionConfig",
  "transformers.models.vilt.configuration_vilt": "ViltConfig",
  "transformers.models.vipllava.configuration_vipllava": "VipLlavaConfig",
  "transformers.models.vision_encoder_decoder.configuration_vision_encoder_decoder":
    "VisionEncoderDecoderConfig",
  "transformers.models.vision_text_dual_encoder.configuration_vision_text_dual_encoder":
    "VisionTextDualEncoderConfig",
  "transformers.models.visual_bert.configuration_visual_bert": "VisualBertConfig",
  "transformers.models.vit.configuration_vit": "ViTConfig",
  "transformers.models.vit.modeling_vit":
    "ViTAttention ViTEmbeddings ViTForImageClassification ViTForMaskedImageModeling ViTLayer ViTMLP ViTModel ViTPatchEmbeddings ViTPooler ViTPreTrainedModel",
  "transformers.models.vit_mae.configuration_vit_mae": "ViTMAEConfig",
  "transformers.models.vit_mae.modeling_vit_mae":
    "ViTMAEAttention ViTMAEDecoder ViTMAEDecoderOutput ViTMAEEmbeddings ViTMAEForPreTraining ViTMAEForPreTrainingOutput ViTMAELayer ViTMAEMLP ViTMAEModel ViTMAEModelOutput ViTMAEPatchEmbeddings ViTMAEPreTrainedModel",
  "transformers.models.vit_msn.configuration_vit_msn": "ViTMSNConfig",
  "transformers.models.vit_msn.modeling_vit_msn":
    "ViTMSNAttention ViTMSNEmbeddings ViTMSNForImageClassification ViTMSNLayer ViTMSNMLP ViTMSNModel ViTMSNPatchEmbeddings ViTMSNPreTrainedModel",
  "transformers.models.vitdet.configuration_vitdet": "VitDetConfig",
  "transformers.models.vitdet.modeling_vitdet":
    "VitDetAttention VitDetBackbone VitDetDropPath VitDetEmbeddings VitDetEncoder VitDetLayer VitDetLayerNorm VitDetMlp VitDetModel VitDetPreTrainedModel VitDetResBottleneckBlock",
  "transformers.models.vitmatte.configuration_vitmatte": "VitMatteConfig",
  "transformers.models.vitmatte.modeling_vitmatte":
    "ImageMattingOutput VitMatteBasicConv3x3 VitMatteConvStream VitMatteDetailCaptureModule VitMatteForImageMatting VitMatteFusionBlock VitMatteHead VitMattePreTrainedModel",
  "transformers.models.vitpose.configuration_vitpose": "VitPoseConfig",
  "transformers.models.vitpose.modeling_vitpose":
    "VitPoseClassicDecoder VitPoseEstimatorOutput VitPoseForPoseEstimation VitPosePreTrainedModel VitPoseSimpleDecoder",
  "transformers.models.vitpose_backbone.configuration_vitpose_backbone": "VitPoseBackboneConfig",
  "transformers.models.vitpose_backbone.modeling_vitpose_backbone":
    "VitPoseBackbone VitPoseBackboneAttention VitPoseBackboneEmbeddings VitPoseBackboneEncoder VitPoseBackboneLayer VitPoseBackboneMLP VitPoseBackboneMoeMLP VitPoseBackbonePatchEmbeddings VitPoseBackbonePreTrainedModel VitPoseBackboneSelfAttention VitPoseBackboneSelfOutput VitPoseNaiveMoe",
  "transformers.models.vits.configuration_vits": "VitsConfig",
  "transformers.models.vits.modeling_vits":
    "HifiGanResidualBlock VitsAttention VitsConvFlow VitsDilatedDepthSeparableConv VitsDurationPredictor VitsElementwiseAffine VitsEncoder VitsEncoderLayer VitsFeedForward VitsHifiGan VitsModel VitsModelOutput VitsPosteriorEncoder VitsPreTrainedModel VitsResidualCouplingBlock VitsResidualCouplingLayer VitsStochasticDurationPredictor VitsTextEncoder VitsTextEncoderOutput VitsWaveNet",
  "transformers.models.vivit.configuration_vivit": "VivitConfig",
  "transformers.models.vjepa2.configuration_vjepa2": "VJEPA2Config",
  "transformers.models.voxtral.configuration_voxtral": "VoxtralConfig VoxtralEncoderConfig",
  "transformers.models.voxtral.processing_voxtral": "VoxtralAudioKwargs",
  "transformers.models.voxtral_realtime.configuration_voxtral_realtime":
    "VoxtralRealtimeConfig VoxtralRealtimeEncoderConfig VoxtralRealtimeTextConfig",
  "transformers.models.voxtral_realtime.feature_extraction_voxtral_realtime":
    "VoxtralRealtimeFeatureExtractor",
  "transformers.models.wav2vec2.configuration_wav2vec2": "Wav2Vec2Config",
  "transformers.models.wav2vec2.feature_extraction_wav2vec2": "Wav2Vec2FeatureExtractor",
  "transformers.models.wav2vec2_bert.configuration_wav2vec2_bert": "Wav2Vec2BertConfig",
  "transformers.models.wav2vec2_conformer.configuration_wav2vec2_conformer": "Wav2Vec2ConformerConfig",
  "transformers.models.wav2vec2_with_lm.processing_wav2vec2_with_lm": "Wav2Vec2DecoderWithLMOutput",
  "transformers.models.wavlm.configuration_wavlm": "WavLMConfig",
  "transformers.models.whisper.configuration_whisper": "WhisperConfig",
  "transformers.models.whisper.feature_extraction_whisper": "WhisperFeatureExtractor",
  "transformers.models.whisper.modeling_whisper":
    "WhisperAttention WhisperDecoder WhisperDecoderLayer WhisperDecoderWrapper WhisperEncoder WhisperEncoderLayer WhisperForAudioClassification WhisperForCausalLM WhisperForConditionalGeneration WhisperModel WhisperPositionalEmbedding WhisperPreTrainedModel",
  "transformers.models.x_clip.configuration_x_clip": "XCLIPConfig XCLIPTextConfig XCLIPVisionConfig",
  "transformers.models.xcodec.configuration_xcodec": "XcodecConfig",
  "transformers.models.xcodec2.configuration_xcodec2": "Xcodec2Config",
  "transformers.models.xcodec2.feature_extraction_xcodec2": "Xcodec2FeatureExtractor",
  "transformers.models.xglm.configuration_xglm": "XGLMConfig",
  "transformers.models.xlm.configuration_xlm": "XLMConfig",
  "transformers.models.xlm_roberta.configuration_xlm_roberta": "XLMRobertaConfig",
  "transformers.models.xlm_roberta.modeling_xlm_roberta":
    "XLMRobertaAttention XLMRobertaClassificationHead XLMRobertaCrossAttention XLMRobertaEmbeddings XLMRobertaEncoder XLMRobertaForCausalLM XLMRobertaForMaskedLM XLMRobertaForMultipleChoice XLMRobertaForQuestionAnswering XLMRobertaForSequenceClassification XLMRobertaForTokenClassification XLMRobertaIntermediate XLMRobertaLMHead XLMRobertaLayer XLMRobertaModel XLMRobertaOutput XLMRobertaPooler XLMRobertaPreTrainedModel XLMRobertaSelfAttention XLMRobertaSelfOutput",
  "transformers.models.xlm_roberta_xl.configuration_xlm_roberta_xl": "XLMRobertaXLConfig",
  "transformers.models.xlm_roberta_xl.modeling_xlm_roberta_xl":
    "XLMRobertaXLAttention XLMRobertaXLClassificationHead XLMRobertaXLCrossAttention XLMRobertaXLEmbeddings XLMRobertaXLEncoder XLMRobertaXLForCausalLM XLMRobertaXLForMaskedLM XLMRobertaXLForMultipleChoice XLMRobertaXLForQuestionAnswering XLMRobertaXLForSequenceClassification XLMRobertaXLForTokenClassification XLMRobertaXLIntermediate XLMRobertaXLLMHead XLMRobertaXLLayer XLMRobertaXLModel XLMRobertaXLOutput XLMRobertaXLPooler XLMRobertaXLPreTrainedModel XLMRobertaXLSelfAttention XLMRobertaXLSelfOutput",
  "transformers.models.xlnet.configuration_xlnet": "XLNetConfig",
  "transformers.models.xlstm.configuration_xlstm": "xLSTMConfig",
  "transformers.models.xmod.configuration_xmod": "XmodConfig",
  "transformers.models.yolos.configuration_yolos": "YolosConfig",
  "transformers.models.yoso.configuration_yoso": "YosoConfig",
  "transformers.models.youtu.configuration_youtu": "YoutuConfig",
  "transformers.models.zamba.configuration_zamba": "ZambaConfig",
  "transformers.models.zamba2.configuration_zamba2": "Zamba2Config",
  "transformers.models.zaya.configuration_zaya": "ZayaConfig",
  "transformers.models.zoedepth.configuration_zoedepth": "ZoeDepthConfig",
  "transformers.pytorch_utils": "Conv1D",
  "transformers.tokenization_utils_base":
    "BatchEncoding CharSpan PreTrainedTokenizerBase TokenSpan TruncationStrategy",
  "transformers.trainer_utils":
    "BestRun EvalLoopOutput EvalPrediction FSDPOption HPSearchBackend HubStrategy IntervalStrategy PredictionOutput RemoveColumnsCollator SaveStrategy SchedulerType TrainOutput",
  "transformers.training_args": "OptimizerNames TrainingArguments",
  "transformers.training_args_seq2seq": "Seq2SeqTrainingArguments",
  "transformers.utils.generic":
    "ContextManagers ExplicitEnum GeneralInterface ModelOutput PaddingStrategy TensorType TransformersKwargs",
};
