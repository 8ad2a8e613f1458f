/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 734 classes of statsmodels 0.15.0 that are made empty and given a state. */
export const statsmodelsClasses: Readonly<Record<string, string>> = {
  "statsmodels.base._constraints": "LinearConstraints TransformRestriction",
  "statsmodels.base._penalized": "PenalizedMixin",
  "statsmodels.base._penalties":
    "ConstraintsPenalty CovariancePenalty L2 L2ConstraintsPenalty L2Univariate NonePenalty PSD Penalty PseudoHuber SCAD SCADSmoothed",
  "statsmodels.base._prediction_inference":
    "PredictionResultsBase PredictionResultsDelta PredictionResultsMean PredictionResultsMonotonic",
  "statsmodels.base._screening": "ScreeningResults VariableScreening",
  "statsmodels.base.data": "FormulaicData ModelData PandasData PatsyData",
  "statsmodels.base.distributed_estimation": "DistributedModel DistributedResults",
  "statsmodels.base.elastic_net": "RegularizedResults RegularizedResultsWrapper",
  "statsmodels.base.model":
    "GenericLikelihoodModel GenericLikelihoodModelResults LikelihoodModel LikelihoodModelResults LikelihoodResultsWrapper Model ResultMixin Results _LLRMixin",
  "statsmodels.base.optimizer": "Optimizer",
  "statsmodels.base.transform": "BoxCox",
  "statsmodels.base.wrapper": "ResultsWrapper",
  "statsmodels.discrete._diagnostics_count": "ChisquareProbResult DispersionResults ZeroinflationJHResult",
  "statsmodels.discrete.conditional_models":
    "ConditionalLogit ConditionalMNLogit ConditionalPoisson ConditionalResults ConditionalResultsWrapper _ConditionalModel",
  "statsmodels.discrete.count_model":
    "GenericZeroInflated L1ZeroInflatedGeneralizedPoissonResults L1ZeroInflatedGeneralizedPoissonResultsWrapper L1ZeroInflatedNegativeBinomialResults L1ZeroInflatedNegativeBinomialResultsWrapper L1ZeroInflatedPoissonResults L1ZeroInflatedPoissonResultsWrapper ZeroInflatedGeneralizedPoisson ZeroInflatedGeneralizedPoissonResults ZeroInflatedGeneralizedPoissonResultsWrapper ZeroInflatedNegativeBinomialP ZeroInflatedNegativeBinomialResults ZeroInflatedNegativeBinomialResultsWrapper ZeroInflatedPoisson ZeroInflatedPoissonResults ZeroInflatedPoissonResultsWrapper ZeroInflatedResults",
  "statsmodels.discrete.diagnostic": "CountDiagnostic PoissonDiagnostic",
  "statsmodels.discrete.discrete_margins": "DiscreteMargins Margins",
  "statsmodels.discrete.discrete_model":
    "BinaryModel BinaryResults BinaryResultsWrapper CountModel CountResults CountResultsWrapper DiscreteModel DiscreteResults GeneralizedPoisson GeneralizedPoissonResults GeneralizedPoissonResultsWrapper L1BinaryResults L1BinaryResultsWrapper L1CountResults L1CountResultsWrapper L1GeneralizedPoissonResults L1GeneralizedPoissonResultsWrapper L1MultinomialResults L1MultinomialResultsWrapper L1NegativeBinomialResults L1NegativeBinomialResultsWrapper L1PoissonResults L1PoissonResultsWrapper Logit LogitResults MNLogit MultinomialModel MultinomialResults MultinomialResultsWrapper NegativeBinomial NegativeBinomialP NegativeBinomialPResults NegativeBinomialPResultsWrapper NegativeBinomialResults NegativeBinomialResultsWrapper OrderedResults OrderedResultsWrapper Poisson PoissonResults PoissonResultsWrapper Probit ProbitResults",
  "statsmodels.discrete.truncated_model":
    "HurdleCountModel HurdleCountResults HurdleCountResultsWrapper L1HurdleCountResults L1HurdleCountResultsWrapper L1TruncatedLFGenericResults L1TruncatedLFGenericResultsWrapper TruncatedLFGeneralizedPoisson TruncatedLFGeneric TruncatedLFGenericResults TruncatedLFGenericResultsWrapper TruncatedLFNegativeBinomialP TruncatedLFPoisson TruncatedLFPoissonResults TruncatedNegativeBinomialResults _RCensored _RCensoredGeneralizedPoisson _RCensoredGeneric _RCensoredNegativeBinomialP _RCensoredPoisson",
  "statsmodels.distributions.bernstein":
    "BernsteinDistribution BernsteinDistributionBV BernsteinDistributionUV",
  "statsmodels.distributions.copula._special": "Sterling1 Sterling2",
  "statsmodels.distributions.copula.archimedean": "ArchimedeanCopula ClaytonCopula FrankCopula GumbelCopula",
  "statsmodels.distributions.copula.copulas": "Copula CopulaDistribution",
  "statsmodels.distributions.copula.depfunc_ev":
    "AsymBiLogistic AsymLogistic AsymMixed AsymNegLogistic HR PickandDependence TEV",
  "statsmodels.distributions.copula.elliptical": "EllipticalCopula GaussianCopula StudentTCopula",
  "statsmodels.distributions.copula.extreme_value": "ExtremeValueCopula",
  "statsmodels.distributions.copula.other_copulas": "IndependenceCopula",
  "statsmodels.distributions.copula.transforms":
    "TransfClayton TransfFrank TransfGumbel TransfIndep Transforms _TransfPower",
  "statsmodels.distributions.discrete":
    "DiscretizedCount DiscretizedModel genpoisson_p_gen truncatednegbin_gen truncatedpoisson_gen zigeneralizedpoisson_gen zinegativebinomial_gen zipoisson_gen",
  "statsmodels.distributions.edgeworth": "ExpandedNormal",
  "statsmodels.distributions.empirical_distribution": "ECDF ECDFDiscrete StepFunction",
  "statsmodels.distributions.mixture_rvs": "MixtureDistribution",
  "statsmodels.distributions.tools": "_Grid",
  "statsmodels.duration.hazard_regression": "PHReg PHRegResults PHSurvivalTime rv_discrete_float",
  "statsmodels.duration.survfunc": "CumIncidenceRight SurvfuncRight",
  "statsmodels.emplike.aft_el": "AFTResults OptAFT emplikeAFT",
  "statsmodels.emplike.descriptive": "DescStatMV DescStatUV _OptFuncts",
  "statsmodels.emplike.elanova": "ANOVA ANOVAResult _ANOVAOpt",
  "statsmodels.emplike.elregress": "_ELRegOpts",
  "statsmodels.emplike.originregress": "ELOriginRegress OriginResults",
  "statsmodels.formula._manager": "FormulaManager LinearConstraintValues NAAction _Default _FormulaOption",
  "statsmodels.gam.gam_cross_validation.cross_validators": "BaseCrossValidator KFold",
  "statsmodels.gam.gam_cross_validation.gam_cross_validation":
    "BaseCV BasePenaltiesPathCV MultivariateGAMCV MultivariateGAMCVPath",
  "statsmodels.gam.gam_penalties": "MultivariateGamPenalty UnivariateGamPenalty",
  "statsmodels.gam.generalized_additive_model": "GLMGam GLMGamResults GLMGamResultsWrapper LogitGam",
  "statsmodels.gam.smooth_basis":
    "AdditiveGamSmoother BSplines CubicSplines CyclicCubicSplines GenericSmoothers PolynomialSmoother UnivariateBSplines UnivariateCubicCyclicSplines UnivariateCubicSplines UnivariateGamSmoother UnivariateGenericSmoother UnivariatePolynomialSmoother",
  "statsmodels.genmod.bayes_mixed_glm":
    "BayesMixedGLMResults BinomialBayesMixedGLM PoissonBayesMixedGLM _BayesMixedGLM _VariationalBayesMixedGLM",
  "statsmodels.genmod.cov_struct":
    "Autoregressive CategoricalCovStruct CovStruct Equivalence Exchangeable GlobalOddsRatio Independence Nested NominalIndependence OrdinalIndependence Stationary Unstructured",
  "statsmodels.genmod.families.family":
    "Binomial Family Gamma Gaussian InverseGaussian NegativeBinomial Poisson Tweedie",
  "statsmodels.genmod.families.links":
    "CDFLink CLogLog Cauchy Identity InversePower InverseSquared Link Log LogC LogLog Logit NegativeBinomial Power Probit Sqrt cauchy cloglog identity inverse_power inverse_squared log logc logit loglog nbinom probit sqrt",
  "statsmodels.genmod.families.varfuncs": "Binomial NegativeBinomial Power VarianceFunction",
  "statsmodels.genmod.generalized_estimating_equations":
    "GEE GEEMargins GEEResults GEEResultsWrapper NominalGEE NominalGEEResults NominalGEEResultsWrapper OrdinalGEE OrdinalGEEResults OrdinalGEEResultsWrapper ParameterConstraint _Multinomial _MultinomialLogit",
  "statsmodels.genmod.generalized_linear_model": "GLM GLMResults GLMResultsWrapper",
  "statsmodels.genmod.qif":
    "QIF QIFAutoregressive QIFCovariance QIFExchangeable QIFIndependence QIFResults QIFResultsWrapper",
  "statsmodels.imputation.bayes_mi": "BayesGaussMI MI MIResults",
  "statsmodels.imputation.mice": "MICE MICEData MICEResults PatsyFormula",
  "statsmodels.iolib.openfile": "EmptyContextManager",
  "statsmodels.iolib.summary": "Summary",
  "statsmodels.iolib.summary2": "Summary",
  "statsmodels.iolib.table": "Cell Row SimpleTable",
  "statsmodels.miscmodels.count": "PoissonGMLE PoissonOffsetGMLE PoissonZiGMLE",
  "statsmodels.miscmodels.nonlinls": "Myfunc NonlinearLS Results",
  "statsmodels.miscmodels.ordinal_model": "OrderedModel OrderedResults OrderedResultsWrapper",
  "statsmodels.miscmodels.tmodel": "TLinearModel",
  "statsmodels.miscmodels.try_mlecov": "MLEGLS",
  "statsmodels.multivariate.cancorr": "CanCorr",
  "statsmodels.multivariate.factor": "Factor FactorResults",
  "statsmodels.multivariate.manova": "MANOVA",
  "statsmodels.multivariate.multivariate_ols":
    "MultivariateLS MultivariateLSResults MultivariateLSResultsWrapper _MultivariateOLS _MultivariateOLSResults",
  "statsmodels.multivariate.pca": "PCA",
  "statsmodels.nonparametric._kernel_base": "EstimatorSettings GenericKDE LeaveOneOut",
  "statsmodels.nonparametric.kde": "KDEResult KDEUnivariate",
  "statsmodels.nonparametric.kernel_density": "KDEMultivariate KDEMultivariateConditional",
  "statsmodels.nonparametric.kernel_regression": "KernelCensoredReg KernelReg",
  "statsmodels.othermod.betareg": "BetaModel BetaResults BetaResultsWrapper",
  "statsmodels.regression._prediction": "PredictionResults",
  "statsmodels.regression._tools": "_MinimalWLS",
  "statsmodels.regression.dimred":
    "CovarianceReduction DimReductionResults DimReductionResultsWrapper PrincipalHessianDirections SlicedAverageVarianceEstimation SlicedInverseReg _DimReductionRegression",
  "statsmodels.regression.feasible_gls": "GLSHet GLSHet2",
  "statsmodels.regression.linear_model":
    "GLS GLSAR OLS OLSResults RegressionModel RegressionResults RegressionResultsWrapper WLS YuleWalkerResult",
  "statsmodels.regression.mixed_linear_model":
    "MixedLM MixedLMParams MixedLMResults MixedLMResultsWrapper VCSpec _mixedlm_distribution",
  "statsmodels.regression.process_regression": "GaussianCovariance",
  "statsmodels.regression.quantile_regression": "QuantReg QuantRegResults",
  "statsmodels.regression.recursive_ls": "RecursiveLS RecursiveLSResults RecursiveLSResultsWrapper",
  "statsmodels.regression.rolling": "RollingOLS RollingRegressionResults RollingStore RollingWLS",
  "statsmodels.robust.covariance":
    "CovDetMCD CovDetMCDResult CovDetMM CovDetS CovIterResult CovM CovMResult CovOGKResult CovStartingResult CovTylerRegularizedResult CovTylerResult NaiveLedoitWolfResult _NormalizeTruncCov _Standardize",
  "statsmodels.robust.norms":
    "AndrewWave Hampel HuberT LeastSquares MQuantileNorm RamsayE RobustNorm StudentT TrimmedMean TukeyBiweight TukeyQuartic",
  "statsmodels.robust.resistant_linear_model": "DetSStartResult RLMDetS RLMDetSMM",
  "statsmodels.robust.robust_linear_model": "RLM RLMResults RLMResultsWrapper",
  "statsmodels.robust.scale": "Huber HuberScale MScale ScaleTrimmedResult",
  "statsmodels.robust.tools": "TuningSEstimatorMeanResult",
  "statsmodels.stats._delta_method": "NonlinearDeltaCov",
  "statsmodels.stats._diagnostic_other": "CMTNewey CMTTauchen ResultsGeneric",
  "statsmodels.stats._knockoff": "RegressionFDR",
  "statsmodels.stats._results_store": "ResultsStore",
  "statsmodels.stats.anova": "AnovaRM AnovaResults",
  "statsmodels.stats.base": "AllPairsResults HolderTuple LimitedIterationMixin",
  "statsmodels.stats.contingency_tables": "CochransQResult SquareTable StratifiedTable Table Table2x2 _Bunch",
  "statsmodels.stats.contrast": "Contrast ContrastResults MultiCompResult",
  "statsmodels.stats.correlation_tools":
    "CovNearestResult FactoredPSDMatrix GaussianMultivariateKernel MultivariateKernel",
  "statsmodels.stats.covariance": "TransformCorrNormalResult",
  "statsmodels.stats.descriptivestats": "Describe Description",
  "statsmodels.stats.diagnostic": "GoldfeldQuandtResult PesaranTimmermannResult",
  "statsmodels.stats.diagnostic_gen": "ChisquareBinningResult",
  "statsmodels.stats.dist_dependence_measures": "DistDependStat",
  "statsmodels.stats.effect_size": "NoncentralityChisquareResult NoncentralityFResult NoncentralityTResult",
  "statsmodels.stats.gof": "ChisquareResult",
  "statsmodels.stats.inter_rater": "KappaResults ResultsBunch",
  "statsmodels.stats.knockoff_regeffects":
    "CorrelationEffects ForwardEffects OLSEffects RegModelEffects RegressionEffects",
  "statsmodels.stats.mediation": "Mediation MediationResults",
  "statsmodels.stats.meta_analysis": "CombineResults",
  "statsmodels.stats.moment_helpers": "Cov2CorrResult",
  "statsmodels.stats.multitest": "LocalFDRCorrectionResult NullDistribution",
  "statsmodels.stats.multivariate": "CovOnewayResult HotellingResult",
  "statsmodels.stats.multivariate_tools": "CCStatsResult PartialProjectResult",
  "statsmodels.stats.nonparametric":
    "JonckheereTerpstraResult ProbSuperiorResult RankCompareResult RankPlacementsResult SamplesizeRankCompareResult TostProbSuperiorResult",
  "statsmodels.stats.oaxaca": "OaxacaBlinder OaxacaResults",
  "statsmodels.stats.oneway":
    "AnovaResult ConfintEffectSizeResult EffectSizeFsquResult EquivalenceOnewayResult FstatEffectSizeResult ScaleAnovaResult ScaleEquivalenceResult SimulatePowerEquivalenceResult",
  "statsmodels.stats.outliers_influence": "GLMInfluence MLEInfluence OLSInfluence _BaseInfluenceMixin",
  "statsmodels.stats.power": "GofChisquarePower NormalIndPower Power _GofChisquareIndPower",
  "statsmodels.stats.proportion":
    "KoopmanConfintResult PairedNamConfintResult PowerProportionsResult TostProportionsResult",
  "statsmodels.stats.rates":
    "NonequivalencePoissonResult PowerDiffResult PowerEquivalenceResult PowerNegbinRatioResult PowerRatioResult PowerResult TostPoissonResult",
  "statsmodels.stats.regularized_covariance": "RegularizedInvCovariance",
  "statsmodels.stats.robust_compare": "TrimmedMean",
  "statsmodels.stats.tabledist": "TableDist",
  "statsmodels.stats.weightstats": "CompareMeans DescrStatsW",
  "statsmodels.tools._decorators": "_cache_readonly cache_readonly cache_writable",
  "statsmodels.tools.grouputils": "Group GroupSorted Grouping",
  "statsmodels.tools.rootfinding": "BrentqExpandingInfo",
  "statsmodels.tools.sm_exceptions":
    "CollinearityWarning ConvergenceWarning DomainWarning EstimationWarning HessianInversionWarning IOWarning InterpolationWarning IterationLimitWarning MissingDataError ModelWarning ModuleUnavailableWarning NotImplementedWarning OutputWarning ParseError PerfectSeparationError PerfectSeparationWarning PrecisionWarning SingularMatrixWarning SpecificationWarning ValueWarning X13Error X13NotFoundError X13Warning",
  "statsmodels.tools.testing": "Holder",
  "statsmodels.tools.tools": "Bunch",
  "statsmodels.tools.transform_model": "StandardizeTransform",
  "statsmodels.tools.validation.validation": "PandasWrapper",
  "statsmodels.treatment.treatment_effects":
    "TreatmentEffect TreatmentEffectResults _AIPWGMM _AIPWWLSGMM _IPWGMM _IPWRAGMM _RAGMM _TEGMM _TEGMMGeneric1",
  "statsmodels.tsa.ar_model":
    "AR AROrderSelectionResults ARResults AutoReg AutoRegResults AutoRegResultsWrapper InformationCriteria",
  "statsmodels.tsa.ardl.model":
    "ARDL ARDLOrderSelectionResults ARDLResults ARDLResultsWrapper UECM UECMResults UECMResultsWrapper",
  "statsmodels.tsa.arima.estimators._base": "ARMAEstimationResult",
  "statsmodels.tsa.arima.model": "ARIMA ARIMAResults ARIMAResultsWrapper",
  "statsmodels.tsa.arima.params": "SARIMAXParams",
  "statsmodels.tsa.arima.specification": "SARIMAXSpecification",
  "statsmodels.tsa.arima_model": "ARIMA ARIMAResults ARMA ARMAResults",
  "statsmodels.tsa.base.prediction": "PredictionResults",
  "statsmodels.tsa.base.tsa_model": "TimeSeriesModel TimeSeriesModelResults TimeSeriesResultsWrapper",
  "statsmodels.tsa.descriptivestats": "TsaDescriptive",
  "statsmodels.tsa.deterministic":
    "CalendarDeterministicTerm CalendarFourier CalendarSeasonality CalendarTimeTrend DeterministicTerm Fourier FourierDeterministicTerm Seasonality TimeTrend TimeTrendDeterministicTerm",
  "statsmodels.tsa.exponential_smoothing.base": "StateSpaceMLEModel StateSpaceMLEResults",
  "statsmodels.tsa.exponential_smoothing.ets":
    "ETSModel ETSResults ETSResultsWrapper PredictionResults PredictionResultsWrapper",
  "statsmodels.tsa.filters.filtertools": "CycleTrendResult",
  "statsmodels.tsa.forecasting.stl": "STLForecast STLForecastResults",
  "statsmodels.tsa.forecasting.theta": "ThetaModel ThetaModelResults",
  "statsmodels.tsa.holtwinters._exponential_smoothers": "HoltWintersArgs",
  "statsmodels.tsa.holtwinters._smoothers": "HoltWintersArgs",
  "statsmodels.tsa.holtwinters.model": "ExponentialSmoothing Holt SimpleExpSmoothing _OptConfig",
  "statsmodels.tsa.holtwinters.results": "HoltWintersResults HoltWintersResultsWrapper",
  "statsmodels.tsa.mlemodel": "TSMLEModel",
  "statsmodels.tsa.regime_switching.markov_autoregression":
    "MarkovAutoregression MarkovAutoregressionResults MarkovAutoregressionResultsWrapper",
  "statsmodels.tsa.regime_switching.markov_regression":
    "MarkovRegression MarkovRegressionResults MarkovRegressionResultsWrapper",
  "statsmodels.tsa.regime_switching.markov_switching":
    "HamiltonFilterResults KimSmootherResults MarkovSwitching MarkovSwitchingParams MarkovSwitchingResults MarkovSwitchingResultsWrapper",
  "statsmodels.tsa.seasonal._seasonal": "DecomposeResult",
  "statsmodels.tsa.statespace._cfa_simulation_smoother":
    "cCFASimulationSmoother dCFASimulationSmoother sCFASimulationSmoother zCFASimulationSmoother",
  "statsmodels.tsa.statespace._initialization":
    "cInitialization dInitialization sInitialization zInitialization",
  "statsmodels.tsa.statespace._kalman_filter": "cKalmanFilter dKalmanFilter sKalmanFilter zKalmanFilter",
  "statsmodels.tsa.statespace._kalman_smoother":
    "cKalmanSmoother dKalmanSmoother sKalmanSmoother zKalmanSmoother",
  "statsmodels.tsa.statespace._pykalman_smoother": "_KalmanSmoother",
  "statsmodels.tsa.statespace._quarterly_ar1": "QuarterlyAR1",
  "statsmodels.tsa.statespace._representation": "cStatespace dStatespace sStatespace zStatespace",
  "statsmodels.tsa.statespace._simulation_smoother":
    "cSimulationSmoother dSimulationSmoother sSimulationSmoother zSimulationSmoother",
  "statsmodels.tsa.statespace.cfa_simulation_smoother": "CFASimulationSmoother",
  "statsmodels.tsa.statespace.dynamic_factor":
    "DynamicFactor DynamicFactorResults DynamicFactorResultsWrapper",
  "statsmodels.tsa.statespace.dynamic_factor_mq":
    "DynamicFactorMQ DynamicFactorMQResults DynamicFactorMQStates FactorBlock",
  "statsmodels.tsa.statespace.exponential_smoothing":
    "ExponentialSmoothing ExponentialSmoothingResults ExponentialSmoothingResultsWrapper",
  "statsmodels.tsa.statespace.initialization": "Initialization",
  "statsmodels.tsa.statespace.kalman_filter": "FilterResults KalmanFilter PredictionResults",
  "statsmodels.tsa.statespace.kalman_smoother": "KalmanSmoother SmootherResults",
  "statsmodels.tsa.statespace.mlemodel":
    "MLEModel MLEResults MLEResultsWrapper PredictionResults PredictionResultsWrapper",
  "statsmodels.tsa.statespace.news": "NewsResults",
  "statsmodels.tsa.statespace.representation":
    "FrozenRepresentation MatrixWrapper OptionWrapper Representation",
  "statsmodels.tsa.statespace.sarimax": "SARIMAX SARIMAXResults SARIMAXResultsWrapper",
  "statsmodels.tsa.statespace.simulation_smoother": "SimulationSmoothResults SimulationSmoother",
  "statsmodels.tsa.statespace.structural":
    "UnobservedComponents UnobservedComponentsResults UnobservedComponentsResultsWrapper",
  "statsmodels.tsa.statespace.varmax": "VARMAX VARMAXResults VARMAXResultsWrapper",
  "statsmodels.tsa.stattools._leybourne": "LeybourneMcCabeStationarity",
  "statsmodels.tsa.stattools._stattools":
    "ADFullerResult AcfResult BreakvarHeteroskedasticityResult CcfResult CointResult DieboldMarianoResult JackknifeResult KPSSResult LevinsonDurbinPacfResult LevinsonDurbinResult PacfBurgResult PacfResult PccfResult QStatResult RURResult ZivotAndrewsUnitRoot",
  "statsmodels.tsa.stl._stl": "STL",
  "statsmodels.tsa.stl.mstl": "MSTL",
  "statsmodels.tsa.tsatools": "LagmatResult",
  "statsmodels.tsa.varma_process": "VarmaPoly _Var",
  "statsmodels.tsa.vector_ar.hypothesis_test_results": "ErrorBand ForecastInterval",
  "statsmodels.tsa.vector_ar.irf": "BaseIRAnalysis IRAnalysis",
  "statsmodels.tsa.vector_ar.local_proj": "LocalProjections LocalProjectionsResults",
  "statsmodels.tsa.vector_ar.output": "VARSummary",
  "statsmodels.tsa.vector_ar.plotting": "MPLConfigurator",
  "statsmodels.tsa.vector_ar.svar_model": "SVAR SVARResults",
  "statsmodels.tsa.vector_ar.var_model": "FEVD LagOrderResults VAR VARResults VARResultsWrapper",
  "statsmodels.tsa.vector_ar.vecm": "CointRankResults VECM VECMResults",
  "statsmodels.tsa.x13": "SeriesSpec Spec X13ArimaAnalysisResult",
};
