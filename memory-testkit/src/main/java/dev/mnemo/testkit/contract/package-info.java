/**
 * The contracts of the ports, as interfaces of tests. An adapter's test implements one, says how to
 * open the adapter, and inherits every clause. Depends on the domain, JUnit and AssertJ.
 */
@NullMarked
package dev.mnemo.testkit.contract;

import org.jspecify.annotations.NullMarked;
