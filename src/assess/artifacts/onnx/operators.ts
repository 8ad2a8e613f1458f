/** Operators of the standard (opset 1 to 26) in the domain without a name, and experimental ones of old that runtimes still know. */
const standard =
  "ATen Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention " +
  "AveragePool BatchNormalization Bernoulli BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr " +
  "BitwiseXor BlackmanWindow Cast CastLike CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im " +
  "Compress Concat ConcatFromSequence Constant ConstantFill ConstantOfShape Conv ConvInteger " +
  "ConvTranspose Cos Cosh Crop CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div " +
  "Dropout DynamicQuantizeLinear DynamicSlice Einsum Elu Equal Erf Exp Expand EyeLike Flatten " +
  "Floor GRU GRUUnit Gather GatherElements GatherND Gelu Gemm GivenTensorFill GlobalAveragePool " +
  "GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow " +
  "HannWindow HardSigmoid HardSwish Hardmax Identity If ImageDecoder ImageScaler " +
  "InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual " +
  "LinearAttention Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool " +
  "MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix MemcpyFromHost MemcpyToHost " +
  "Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot " +
  "Optional OptionalGetElement OptionalHasElement Or PRelu Pad ParametricSoftplus Pow QLinearConv " +
  "QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform " +
  "RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax " +
  "ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize " +
  "ReverseSequence RoiAlign RotaryEmbedding Round STFT Scale ScaledTanh Scan Scatter " +
  "ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase " +
  "SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign " +
  "SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus " +
  "Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer " +
  "StringSplit Sub Sum SwiGLU Swish Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile " +
  "TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor ";

const machineLearning =
  "ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer " +
  "LabelEncoder LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier " +
  "SVMRegressor Scaler TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor ZipMap ";

/** Domains whose operators a runtime brings itself, without a library of somebody's own. */
const runtimeDomains: ReadonlySet<string> = new Set([
  "ai.onnx.training",
  "ai.onnx.preview",
  "ai.onnx.preview.training",
  "com.microsoft",
  "com.microsoft.nchwc",
  "com.microsoft.experimental",
  "com.microsoft.dml",
  "com.ms.internal.nhwc",
  "org.pytorch.aten",
]);

const known = new Set(standard.trim().split(" "));
const knownMl = new Set(machineLearning.trim().split(" "));

/** Whether a runtime can be expected to know this operator by itself. */
export function isKnownOperator(domain: string, operator: string): boolean {
  if (domain === "" || domain === "ai.onnx") return known.has(operator);
  if (domain === "ai.onnx.ml") return knownMl.has(operator);
  return runtimeDomains.has(domain);
}

/** Operators with which a runtime calls Python, whatever their domain. */
export const pythonOperators: ReadonlySet<string> = new Set([
  "PyOp",
  "PyCustomOp",
  "PythonOp",
  "PythonOpGrad",
  "PyFunc",
]);
