/** The command line. The only place that writes to the standard streams. */
@NullMarked
package dev.mnemo.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
