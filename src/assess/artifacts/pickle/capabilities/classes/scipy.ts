/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 417 classes of scipy 1.17.1 that are made empty and given a state. */
export const scipyClasses: Readonly<Record<string, string>> = {
  "scipy.interpolate._bary_rational": "AAA FloaterHormannInterpolator _BarycentricRational",
  "scipy.interpolate._bsplines": "BSpline",
  "scipy.interpolate._cubic": "Akima1DInterpolator CubicHermiteSpline CubicSpline PchipInterpolator",
  "scipy.interpolate._fitpack2":
    "BivariateSpline InterpolatedUnivariateSpline LSQBivariateSpline LSQSphereBivariateSpline LSQUnivariateSpline RectBivariateSpline RectSphereBivariateSpline SmoothBivariateSpline SmoothSphereBivariateSpline SphereBivariateSpline UnivariateSpline _BivariateSplineBase _DerivedBivariateSpline",
  "scipy.interpolate._fitpack_repro": "Bunch F Fperiodic",
  "scipy.interpolate._interpnd":
    "CloughTocher2DInterpolator GradientEstimationWarning LinearNDInterpolator NDInterpolatorBase",
  "scipy.interpolate._interpolate": "BPoly NdPPoly PPoly _PPolyBase interp1d interp2d",
  "scipy.interpolate._ndbspline": "NdBSpline",
  "scipy.interpolate._ndgriddata": "NearestNDInterpolator",
  "scipy.interpolate._polyint":
    "BarycentricInterpolator KroghInterpolator _Interpolator1D _Interpolator1DWithDerivatives",
  "scipy.interpolate._rbf": "Rbf",
  "scipy.interpolate._rbfinterp": "RBFInterpolator",
  "scipy.interpolate._rgi": "RegularGridInterpolator",
  "scipy.optimize._basinhopping":
    "AdaptiveStepsize BasinHoppingRunner Metropolis MinimizerWrapper RandomDisplacement Storage",
  "scipy.optimize._bglu_dense": "BGLU LU",
  "scipy.optimize._constraints": "Bounds LinearConstraint NonlinearConstraint PreparedConstraint",
  "scipy.optimize._dcsrch": "DCSRCH",
  "scipy.optimize._differentiable_functions":
    "IdentityVectorFunction LinearVectorFunction ScalarFunction VectorFunction _ScalarGradWrapper _ScalarHessWrapper _VectorFunWrapper _VectorHessWrapper _VectorJacWrapper",
  "scipy.optimize._differentialevolution": "DifferentialEvolutionSolver _ConstraintWrapper",
  "scipy.optimize._dual_annealing":
    "EnergyState LocalSearchWrapper ObjectiveFunWrapper StrategyChain VisitingDistribution",
  "scipy.optimize._hessian_update_strategy": "BFGS FullHessianUpdateStrategy HessianUpdateStrategy SR1",
  "scipy.optimize._lbfgsb_py": "LbfgsInvHessProduct",
  "scipy.optimize._linesearch": "LineSearchWarning",
  "scipy.optimize._linprog_util": "_LPProblem",
  "scipy.optimize._lsq.least_squares": "_WrapArgsKwargs",
  "scipy.optimize._minimize": "_Patch_Callback_Equal_Variables _Remove_From_Func",
  "scipy.optimize._nonlin":
    "Anderson BroydenFirst BroydenSecond DiagBroyden ExcitingMixing GenericBroyden InverseJacobian Jacobian KrylovJacobian LinearMixing LowRankMatrix NoConvergence TerminationCondition",
  "scipy.optimize._numdiff": "_Fun_Wrapper",
  "scipy.optimize._optimize":
    "BracketError Brent MemoizeJac OptimizeResult OptimizeWarning _Brute_Wrapper _LineSearchError _MaxFuncCallError",
  "scipy.optimize._root_scalar": "MemoizeDer",
  "scipy.optimize._shgo": "LMap SHGO",
  "scipy.optimize._shgo_lib._complex": "Complex",
  "scipy.optimize._shgo_lib._vertex":
    "ConstraintWrapper FieldWrapper VertexBase VertexCube VertexScalarField VertexVectorField",
  "scipy.optimize._spectral": "_NoConvergence",
  "scipy.optimize._trlib._trlib": "TRLIBQuadraticSubproblem",
  "scipy.optimize._trustregion": "BaseQuadraticSubproblem",
  "scipy.optimize._trustregion_constr.canonical_constraint": "CanonicalConstraint",
  "scipy.optimize._trustregion_constr.minimize_trustregion_constr": "HessianLinearOperator LagrangianHessian",
  "scipy.optimize._trustregion_constr.report": "BasicReport IPReport ReportBase SQPReport",
  "scipy.optimize._trustregion_constr.tr_interior_point": "BarrierSubproblem",
  "scipy.optimize._trustregion_dogleg": "DoglegSubproblem",
  "scipy.optimize._trustregion_exact": "IterativeSubproblem",
  "scipy.optimize._trustregion_ncg": "CGSteihaugSubproblem",
  "scipy.optimize._zeros_py": "RootResults TOMS748Solver",
  "scipy.signal._czt": "CZT ZoomFFT",
  "scipy.signal._filter_design": "BadCoefficients",
  "scipy.signal._ltisys":
    "Bunch LinearTimeInvariant StateSpace StateSpaceContinuous StateSpaceDiscrete TransferFunction TransferFunctionContinuous TransferFunctionDiscrete ZerosPolesGain ZerosPolesGainContinuous ZerosPolesGainDiscrete dlti lti",
  "scipy.signal._peak_finding_utils": "PeakPropertyWarning",
  "scipy.signal._short_time_fft": "ShortTimeFFT",
  "scipy.signal._upfirdn": "_UpFIRDn",
  "scipy.sparse._base": "SparseEfficiencyWarning SparseFormatWarning SparseWarning _spbase sparray",
  "scipy.sparse._bsr": "_bsr_base bsr_array bsr_matrix",
  "scipy.sparse._compressed": "_cs_matrix",
  "scipy.sparse._coo": "_coo_base coo_array coo_matrix",
  "scipy.sparse._csc": "_csc_base csc_array csc_matrix",
  "scipy.sparse._csr": "_csr_base csr_array csr_matrix",
  "scipy.sparse._data": "_data_matrix _minmax_mixin",
  "scipy.sparse._dia": "_dia_base dia_array dia_matrix",
  "scipy.sparse._dok": "_dok_base dok_array dok_matrix",
  "scipy.sparse._index": "IndexMixin",
  "scipy.sparse._lil": "_lil_base lil_array lil_matrix",
  "scipy.sparse._matrix": "spmatrix",
  "scipy.sparse.csgraph._flow": "MaximumFlowResult",
  "scipy.sparse.csgraph._shortest_path": "NegativeCycleError _YenCandidatePaths",
  "scipy.sparse.linalg._dsolve.linsolve": "MatrixRankWarning",
  "scipy.sparse.linalg._eigen.arpack.arpack":
    "ArpackError ArpackNoConvergence IterInv IterOpInv LuInv SpLuInv _ArpackParams _SymmetricArpackParams _UnsymmetricArpackParams",
  "scipy.sparse.linalg._expm_multiply": "LazyOperatorNormInfo",
  "scipy.sparse.linalg._interface":
    "IdentityOperator LinearOperator MatrixLinearOperator _AdjointLinearOperator _AdjointMatrixOperator _CustomLinearOperator _PowerLinearOperator _ProductLinearOperator _ScaledLinearOperator _SumLinearOperator _TransposedLinearOperator",
  "scipy.sparse.linalg._matfuncs": "MatrixPowerOperator ProductOperator _ExpmPadeHelper",
  "scipy.sparse.linalg._special_sparse_arrays": "LaplacianNd MikotaK MikotaM MikotaPair Sakurai",
  "scipy.sparse.linalg._svdp": "_AProd",
  "scipy.spatial._ckdtree": "cKDTree cKDTreeNode coo_entries ordered_pairs",
  "scipy.spatial._kdtree": "KDTree Rectangle",
  "scipy.spatial._qhull": "QhullError _Qhull",
  "scipy.spatial._spherical_voronoi": "SphericalVoronoi",
  "scipy.spatial.distance": "CDistMetricWrapper MetricInfo PDistMetricWrapper",
  "scipy.spatial.transform._rigid_transform": "RigidTransform",
  "scipy.spatial.transform._rotation": "Rotation Slerp",
  "scipy.spatial.transform._rotation_spline": "RotationSpline",
  "scipy.stats._axis_nan_policy": "SmallSampleWarning",
  "scipy.stats._biasedurn": "_PyFishersNCHypergeometric _PyStochasticLib3 _PyWalleniusNCHypergeometric",
  "scipy.stats._binned_statistic": "BinnedStatistic2dResult BinnedStatisticResult BinnedStatisticddResult",
  "scipy.stats._censored_data": "CensoredData",
  "scipy.stats._common": "ConfidenceInterval",
  "scipy.stats._covariance":
    "CovViaCholesky CovViaDiagonal CovViaEigendecomposition CovViaPSD CovViaPrecision Covariance",
  "scipy.stats._crosstab": "CrosstabResult",
  "scipy.stats._distribution_infrastructure":
    "ContinuousDistribution DiscreteDistribution FoldedDistribution Mixture MonotonicTransformedDistribution OrderStatisticDistribution ShiftedScaledDistribution TransformedDistribution TruncatedDistribution UnivariateDistribution _Domain _IntegerInterval _Interval _Parameter _Parameterization _RealInterval _RealParameter",
  "scipy.stats._fit": "FitResult GoodnessOfFitResult",
  "scipy.stats._kde": "gaussian_kde",
  "scipy.stats._mannwhitneyu": "MannwhitneyuResult _MWU",
  "scipy.stats._mgc": "MGCResult",
  "scipy.stats._morestats":
    "AndersonResult Anderson_ksampResult AnsariResult BartlettResult DirectionalStats FlignerResult LeveneResult Mean ShapiroResult Std_dev Variance WilcoxonResult _ABW _BigFloat",
  "scipy.stats._mstats_basic":
    "BrunnerMunzelResult DescribeResult F_onewayResult FriedmanchisquareResult KruskalResult KurtosistestResult MannwhitneyuResult ModeResult NormaltestResult PointbiserialrResult SenSeasonalSlopesResult SkewtestResult Ttest_1sampResult Ttest_indResult Ttest_relResult",
  "scipy.stats._multicomp": "DunnettResult",
  "scipy.stats._multivariate":
    "_PSD dirichlet_frozen dirichlet_gen dirichlet_multinomial_frozen dirichlet_multinomial_gen invwishart_frozen invwishart_gen matrix_normal_frozen matrix_normal_gen matrix_t_frozen matrix_t_gen multi_rv_frozen multi_rv_generic multinomial_frozen multinomial_gen multivariate_hypergeom_frozen multivariate_hypergeom_gen multivariate_normal_frozen multivariate_normal_gen multivariate_t_frozen multivariate_t_gen normal_inverse_gamma_frozen normal_inverse_gamma_gen ortho_group_frozen ortho_group_gen random_correlation_frozen random_correlation_gen random_table_frozen random_table_gen special_ortho_group_frozen special_ortho_group_gen uniform_direction_frozen uniform_direction_gen unitary_group_frozen unitary_group_gen vonmises_fisher_frozen vonmises_fisher_gen wishart_frozen wishart_gen",
  "scipy.stats._new_distributions": "Binomial Logistic Normal StandardNormal Uniform _Gamma _LogUniform",
  "scipy.stats._odds_ratio": "OddsRatioResult",
  "scipy.stats._page_trend_test": "_PageL",
  "scipy.stats._probability_distribution": "_ProbabilityDistribution",
  "scipy.stats._qmc":
    "Halton LatinHypercube MultinomialQMC MultivariateNormalQMC PoissonDisk QMCEngine Sobol",
  "scipy.stats._relative_risk": "RelativeRiskResult",
  "scipy.stats._resampling":
    "BootstrapMethod BootstrapResult MonteCarloMethod PermutationMethod PowerResult ResamplingMethod",
  "scipy.stats._sampling": "CustomDistPINV FastGeneratorInversion RatioUniforms",
  "scipy.stats._sensitivity_analysis": "BootstrapSobolResult SobolResult",
  "scipy.stats._stats_mstats_common": "SiegelslopesResult TheilslopesResult",
  "scipy.stats._stats_py":
    "AlexanderGovernResult BrunnerMunzelResult ConfidenceInterval CumfreqResult DescribeResult F_onewayResult FriedmanchisquareResult HistogramResult KruskalResult KstestResult KurtosistestResult LinregressResult ModeResult NormaltestResult PearsonRResult PearsonRResultBase Power_divergenceResult RanksumsResult RelfreqResult SigmaclipResult SignificanceResult SkewtestResult TtestResult TtestResultBase Ttest_indResult _SimpleBeta _SimpleChi2 _SimpleF _SimpleNormal _SimpleStudentT",
  "scipy.stats._survival": "ECDFResult EmpiricalDistributionFunction LogRankResult",
  "scipy.stats._unuran.unuran_wrapper":
    "DiscreteAliasUrn DiscreteGuideTable Method NumericalInverseHermite NumericalInversePolynomial SimpleRatioUniforms TransformedDensityRejection UNURANError _URNG",
  "scipy.stats._warnings_errors":
    "ConstantInputWarning DegenerateDataWarning FitError NearConstantInputWarning",
  "scipy.stats._wilcoxon": "WilcoxonDistribution",
  "scipy.stats.contingency": "Chi2ContingencyResult",
};
