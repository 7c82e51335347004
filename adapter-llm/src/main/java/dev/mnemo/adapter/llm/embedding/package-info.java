/** Vectors of texts, and how well they answer a question, by models that run in this process. */
@NullMarked
package dev.mnemo.adapter.llm.embedding;

import org.jspecify.annotations.NullMarked;
