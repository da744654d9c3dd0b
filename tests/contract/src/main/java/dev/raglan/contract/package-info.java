/**
 * The promises of tracing to those who annotate methods, as tests: {@link
 * dev.raglan.contract.TracingContract} for every weaver, {@link
 * dev.raglan.contract.WeavingContract} for AspectJ, {@link dev.raglan.contract.ProxyContract} for
 * proxies.
 */
package dev.raglan.contract;
