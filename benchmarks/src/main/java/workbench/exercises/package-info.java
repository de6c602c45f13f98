/** The exercises: starters that a learner changes, and checks that run the learner's code. */
package workbench.exercises;
