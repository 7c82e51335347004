/**
 * What an operator sets, and where each value came from: the properties file, then the environment,
 * then command-line flags. Read once; nothing else in mnemo reads the environment.
 */
@NullMarked
package dev.mnemo.bootstrap.config;

import org.jspecify.annotations.NullMarked;
