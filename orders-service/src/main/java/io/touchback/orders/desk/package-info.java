/** What staff and operations look up and do. */
@NullMarked
package io.touchback.orders.desk;

import org.jspecify.annotations.NullMarked;
