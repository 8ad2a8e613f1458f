/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 39 classes of networkx 3.6.1 that are made empty and given a state. */
export const networkxClasses: Readonly<Record<string, string>> = {
  "networkx.classes.coreviews":
    "AdjacencyView AtlasView FilterAdjacency FilterAtlas FilterMultiAdjacency FilterMultiInner MultiAdjacencyView UnionAdjacency UnionAtlas UnionMultiAdjacency UnionMultiInner",
  "networkx.classes.digraph": "DiGraph",
  "networkx.classes.filters": "show_nodes",
  "networkx.classes.graph": "Graph",
  "networkx.classes.multidigraph": "MultiDiGraph",
  "networkx.classes.multigraph": "MultiGraph",
  "networkx.classes.reportviews":
    "DegreeView DiDegreeView DiMultiDegreeView EdgeDataView EdgeView EdgeViewABC InDegreeView InEdgeDataView InEdgeView InMultiDegreeView InMultiEdgeDataView InMultiEdgeView MultiDegreeView MultiEdgeDataView MultiEdgeView NodeDataView NodeView OutDegreeView OutEdgeDataView OutEdgeView OutMultiDegreeView OutMultiEdgeDataView OutMultiEdgeView",
};
