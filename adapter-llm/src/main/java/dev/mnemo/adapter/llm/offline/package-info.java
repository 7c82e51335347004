/**
 * Answers, rewriting and extraction by rules, in this process and without a network: the default.
 */
@NullMarked
package dev.mnemo.adapter.llm.offline;

import org.jspecify.annotations.NullMarked;
