/**
 * The annotated classes that the contract calls. Those with an interface can be proxied; the others
 * show what only AspectJ sees.
 */
package dev.raglan.contract.subject;
