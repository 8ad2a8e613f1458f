// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 39 classes of transformers 5.23.0 that are made empty and given a state. */
export const transformersFeatureExtractionClasses: Readonly<Record<string, string>> = {
  "transformers.models.audio_spectrogram_transformer.feature_extraction_audio_spectrogram_transformer":
    "ASTFeatureExtractor",
  "transformers.models.auto.feature_extraction_auto": "AutoFeatureExtractor",
  "transformers.models.clap.feature_extraction_clap": "ClapFeatureExtractor",
  "transformers.models.clvp.feature_extraction_clvp": "ClvpFeatureExtractor",
  "transformers.models.cohere_asr.feature_extraction_cohere_asr": "CohereAsrFeatureExtractor",
  "transformers.models.dac.feature_extraction_dac": "DacFeatureExtractor",
  "transformers.models.dia.feature_extraction_dia": "DiaFeatureExtractor",
  "transformers.models.dots3_note.feature_extraction_dots3_note": "Dots3NoteFeatureExtractor",
  "transformers.models.encodec.feature_extraction_encodec": "EncodecFeatureExtractor",
  "transformers.models.fun_asr_nano.feature_extraction_fun_asr_nano": "FunAsrNanoFeatureExtractor",
  "transformers.models.gemma3n.feature_extraction_gemma3n": "Gemma3nAudioFeatureExtractor",
  "transformers.models.gemma4.feature_extraction_gemma4": "Gemma4AudioFeatureExtractor",
  "transformers.models.gemma4_unified.feature_extraction_gemma4_unified":
    "Gemma4UnifiedAudioFeatureExtractor",
  "transformers.models.granite_speech.feature_extraction_granite_speech": "GraniteSpeechFeatureExtractor",
  "transformers.models.granite_speech5.feature_extraction_granite_speech5": "GraniteSpeech5FeatureExtractor",
  "transformers.models.inkling.feature_extraction_inkling": "InklingFeatureExtractor",
  "transformers.models.kyutai_speech_to_text.feature_extraction_kyutai_speech_to_text":
    "KyutaiSpeechToTextFeatureExtractor",
  "transformers.models.lasr.feature_extraction_lasr": "LasrFeatureExtractor",
  "transformers.models.markuplm.feature_extraction_markuplm": "MarkupLMFeatureExtractor",
  "transformers.models.moss_transcribe_diarize.feature_extraction_moss_transcribe_diarize":
    "MossTranscribeDiarizeFeatureExtractor",
  "transformers.models.muse_spark.feature_extraction_muse_spark": "MuseSparkFeatureExtractor",
  "transformers.models.musicgen_melody.feature_extraction_musicgen_melody": "MusicgenMelodyFeatureExtractor",
  "transformers.models.nemotron_asr_streaming.feature_extraction_nemotron_asr_streaming":
    "NemotronAsrStreamingFeatureExtractor",
  "transformers.models.neucodec.feature_extraction_neucodec": "NeuCodecFeatureExtractor",
  "transformers.models.parakeet.feature_extraction_parakeet": "ParakeetFeatureExtractor",
  "transformers.models.pe_audio.feature_extraction_pe_audio": "PeAudioFeatureExtractor",
  "transformers.models.phi4_multimodal.feature_extraction_phi4_multimodal": "Phi4MultimodalFeatureExtractor",
  "transformers.models.pocket_tts.feature_extraction_pocket_tts": "PocketTTSFeatureExtractor",
  "transformers.models.pop2piano.feature_extraction_pop2piano": "Pop2PianoFeatureExtractor",
  "transformers.models.qwen3_asr.feature_extraction_qwen3_asr": "Qwen3ASRFeatureExtractor",
  "transformers.models.seamless_m4t.feature_extraction_seamless_m4t": "SeamlessM4TFeatureExtractor",
  "transformers.models.speech_to_text.feature_extraction_speech_to_text": "Speech2TextFeatureExtractor",
  "transformers.models.speecht5.feature_extraction_speecht5": "SpeechT5FeatureExtractor",
  "transformers.models.univnet.feature_extraction_univnet": "UnivNetFeatureExtractor",
  "transformers.models.vibevoice_acoustic_tokenizer.feature_extraction_vibevoice_acoustic_tokenizer":
    "VibeVoiceAcousticTokenizerFeatureExtractor",
  "transformers.models.voxtral_realtime.feature_extraction_voxtral_realtime":
    "VoxtralRealtimeFeatureExtractor",
  "transformers.models.wav2vec2.feature_extraction_wav2vec2": "Wav2Vec2FeatureExtractor",
  "transformers.models.whisper.feature_extraction_whisper": "WhisperFeatureExtractor",
  "transformers.models.xcodec2.feature_extraction_xcodec2": "Xcodec2FeatureExtractor",
};
