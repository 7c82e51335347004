/** Answers and rewriting by language models, through LangChain4j. */
@NullMarked
package dev.mnemo.adapter.llm.chat;

import org.jspecify.annotations.NullMarked;
