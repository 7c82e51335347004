/** Benchmarks over the whole system. Nothing depends on them. */
@NullMarked
package dev.mnemo.benchmarks;

import org.jspecify.annotations.NullMarked;
