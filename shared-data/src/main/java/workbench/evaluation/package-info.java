/** Metrics of predictions: confusion matrix, ROC AUC, log-loss, intervals, costs and thresholds. */
package workbench.evaluation;
