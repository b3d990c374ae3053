/** The order, its shipments and parcels: what platforms say of them, and what then happened. */
@NullMarked
package io.touchback.orders.order;

import org.jspecify.annotations.NullMarked;
