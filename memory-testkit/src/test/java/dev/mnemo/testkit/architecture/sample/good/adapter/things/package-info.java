/** A sample in which the rules of the architecture are kept. */
package dev.mnemo.testkit.architecture.sample.good.adapter.things;
