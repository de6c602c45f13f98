/**
 * Validation of a model: cross-validation, metrics, calibration, permutation test and learning
 * curve.
 */
package workbench.scientist.validation;
