/** Open Inference Protocol v2: requests and answers, in JSON and binary. */
package workbench.engineer.serving.protocol;
