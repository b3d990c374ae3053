/** Where a parcel is: who carries it, the link that works, and the customer's own page. */
@NullMarked
package io.touchback.orders.tracking;

import org.jspecify.annotations.NullMarked;
