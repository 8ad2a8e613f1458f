/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 89 classes of gensim 4.4.0 that are made empty and given a state. */
export const gensimClasses: Readonly<Record<string, string>> = {
  "gensim.corpora.bleicorpus": "BleiCorpus",
  "gensim.corpora.csvcorpus": "CsvCorpus",
  "gensim.corpora.dictionary": "Dictionary",
  "gensim.corpora.hashdictionary": "HashDictionary",
  "gensim.corpora.indexedcorpus": "IndexedCorpus",
  "gensim.corpora.lowcorpus": "LowCorpus",
  "gensim.corpora.malletcorpus": "MalletCorpus",
  "gensim.corpora.mmcorpus": "MmCorpus",
  "gensim.corpora.opinosiscorpus": "OpinosisCorpus",
  "gensim.corpora.sharded_corpus": "ShardedCorpus",
  "gensim.corpora.svmlightcorpus": "SvmLightCorpus",
  "gensim.corpora.textcorpus": "TextCorpus TextDirectoryCorpus",
  "gensim.corpora.ucicorpus": "UciCorpus",
  "gensim.corpora.wikicorpus": "WikiCorpus",
  "gensim.models": "VocabTransform",
  "gensim.models._fasttext_bin": "Model",
  "gensim.models.atmodel": "AuthorTopicModel AuthorTopicState",
  "gensim.models.basemodel": "BaseTopicModel",
  "gensim.models.bm25model": "AtireBM25Model BM25ABC LuceneBM25Model OkapiBM25Model",
  "gensim.models.callbacks":
    "Callback CallbackAny2Vec CoherenceMetric ConvergenceMetric DiffMetric Metric PerplexityMetric",
  "gensim.models.coherencemodel": "CoherenceModel",
  "gensim.models.doc2vec":
    "Doc2Vec Doc2VecTrainables Doc2VecVocab Doctag TaggedBrownCorpus TaggedDocument TaggedLineDocument",
  "gensim.models.ensemblelda": "CBDBSCAN Cluster EnsembleLda Topic",
  "gensim.models.fasttext": "FastText FastTextKeyedVectors FastTextTrainables FastTextVocab",
  "gensim.models.hdpmodel": "HdpModel HdpTopicFormatter SuffStats",
  "gensim.models.keyedvectors": "CompatVocab KeyedVectors",
  "gensim.models.ldamodel": "LdaModel LdaState",
  "gensim.models.ldamulticore": "LdaMulticore",
  "gensim.models.ldaseqmodel": "LdaPost LdaSeqModel sslm",
  "gensim.models.logentropy_model": "LogEntropyModel",
  "gensim.models.lsimodel": "LsiModel Projection",
  "gensim.models.nmf": "Nmf",
  "gensim.models.normmodel": "NormModel",
  "gensim.models.phrases": "FrozenPhrases Phrases _PhrasesTransformation",
  "gensim.models.poincare":
    "LexicalEntailmentEvaluation LinkPredictionEvaluation NegativesBuffer PoincareBatch PoincareKeyedVectors PoincareModel PoincareRelations ReconstructionEvaluation",
  "gensim.models.rpmodel": "RpModel",
  "gensim.models.tfidfmodel": "TfidfModel",
  "gensim.models.translation_matrix": "BackMappingTranslationMatrix Space TranslationMatrix",
  "gensim.models.word2vec":
    "BrownCorpus Heapitem LineSentence PathLineSentences Text8Corpus Word2Vec Word2VecTrainables Word2VecVocab",
  "gensim.models.word2vec_corpusfile": "CythonLineSentence CythonVocab",
};
