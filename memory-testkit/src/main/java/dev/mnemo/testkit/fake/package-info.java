/**
 * Fakes of the ports, in memory, thread-safe and deterministic; each passes the contract of its
 * port. For tests of use cases, and as the smallest example of an adapter.
 */
@NullMarked
package dev.mnemo.testkit.fake;

import org.jspecify.annotations.NullMarked;
