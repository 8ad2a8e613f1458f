// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 109 classes of transformers 5.23.0 that are made empty and given a state. */
export const transformersOtherClasses: Readonly<Record<string, string>> = {
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
