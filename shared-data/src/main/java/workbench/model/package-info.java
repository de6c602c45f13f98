/**
 * The exported model: an ONNX file with its metadata, read by both roles, and the model repository.
 */
package workbench.model;
