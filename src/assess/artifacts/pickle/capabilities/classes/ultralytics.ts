// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 217 classes of ultralytics 8.4.190 that are made empty and given a state. */
export const ultralyticsClasses: Readonly<Record<string, string>> = {
  "ultralytics.nn.modules":
    "A2C2f AConv ADown AIFI Attention BNContrastiveHead Bottleneck BottleneckCSP C1 C2 C2PSA C2f C2fAttn C2fCIB C2fPSA C3 C3Ghost C3TR C3k2 C3x CBAM CBFuse CBLinear CIB ChannelAttention Classify Concat ContrastiveHead Conv Conv2 ConvTranspose DFL DWConv DWConvTranspose2d DeformableTransformerDecoder DeformableTransformerDecoderLayer Depth Detect ELAN1 Focus GhostBottleneck GhostConv HGBlock HGStem ImagePoolingAttn Index LRPCHead LayerNorm2d LightConv MLP MLPBlock MSDeformAttn MaxSigmoidAttnBlock OBB OBB26 PSA Pose Pose26 Proto RTDETRDecoder RepC3 RepConv RepNCSPELAN4 RepVGGDW ResNetLayer SCDown SPP SPPELAN SPPF Segment Segment26 SemanticSegment SpatialAttention TorchVision TransformerBlock TransformerEncoderLayer TransformerLayer WorldDetect YOLOEDetect YOLOESegment YOLOESegment26 v10Detect",
  "ultralytics.nn.modules.activation": "AGLU",
  "ultralytics.nn.modules.block":
    "A2C2f AAttn ABlock AConv ADown Attention BNContrastiveHead Bottleneck BottleneckCSP C1 C2 C2PSA C2f C2fAttn C2fCIB C2fPSA C3 C3Ghost C3TR C3f C3k C3k2 C3x CBFuse CBLinear CIB ContrastiveHead DFL ELAN1 GhostBottleneck HGBlock HGStem ImagePoolingAttn MaxSigmoidAttnBlock PSA PSABlock Proto Proto26 RealNVP RepBottleneck RepC3 RepCSP RepNCSPELAN4 RepVGGDW ResNetBlock ResNetLayer Residual SAVPE SCDown SPP SPPELAN SPPF SwiGLUFFN TorchVision",
  "ultralytics.nn.modules.conv":
    "CBAM ChannelAttention Concat Conv Conv2 ConvTranspose DWConv DWConvTranspose2d Focus GhostConv Index LightConv RepConv SpatialAttention",
  "ultralytics.nn.modules.head":
    "Classify Depth Detect LRPCHead OBB OBB26 Pose Pose26 RTDETRDecoder Segment Segment26 SemanticSegment WorldDetect YOLOEDetect YOLOESegment YOLOESegment26 v10Detect",
  "ultralytics.nn.modules.transformer":
    "AIFI DeformableTransformerDecoder DeformableTransformerDecoderLayer LayerNorm2d MLP MLPBlock MSDeformAttn TransformerBlock TransformerEncoderLayer TransformerLayer",
  "ultralytics.nn.tasks":
    "BaseModel ClassificationModel DepthModel DetectionModel Ensemble OBBModel PoseModel RTDETRDetectionModel SegmentationModel SemanticSegmentationModel WorldModel YOLOEModel YOLOESegModel",
  "ultralytics.utils.loss":
    "BCEDiceLoss BboxLoss DFLoss DepthLoss26 E2EDetectLoss E2ELoss FocalLoss KeypointLoss MultiChannelDiceLoss PoseLoss26 RLELoss RotatedBboxLoss SegmentLoss26 SemanticSegmentationLoss TVPDetectLoss TVPSegmentLoss VarifocalLoss v8ClassificationLoss v8DetectionLoss v8OBBLoss v8PoseLoss v8SegmentationLoss",
  "ultralytics.utils.tal":
    "PoseTaskAlignedAssigner RotatedTaskAlignedAssigner SegTaskAlignedAssigner TaskAlignedAssigner",
};
