/** A sample in which the rules of the architecture are broken. */
package dev.mnemo.testkit.architecture.sample.bad.bootstrap.two;
