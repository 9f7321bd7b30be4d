/** What kafkajs says of an error, as far as it matters here. */
interface KafkaError { readonly name?: string; readonly type?: string; readonly code?: string | number; readonly message?: string; readonly retriable?: boolean; readonly cause?: unknown }

/** The innermost error: kafkajs wraps what brokers say. */
export const origin = (error: unknown): KafkaError => {
  const { cause } = error as KafkaError;
  return cause === undefined || cause === null || cause === error ? (error as KafkaError) : origin(cause);
};
const typeOf = (error: unknown): string => origin(error).type ?? '';
/** The group has moved on, or is about to. */
export const isFencing = (error: unknown): boolean => ['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'].includes(typeOf(error));
/** The message, or the batch that it is in, is larger than its topic allows. */
export const isTooLarge = (error: unknown): boolean => ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'].includes(typeOf(error));
/** No connection, no leader, no coordinator: it may pass. */
export const isPassing = (error: unknown): boolean => {
  const { name = '', retriable } = origin(error);
  return (retriable === true && typeOf(error) !== 'UNKNOWN_TOPIC_OR_PARTITION') || /^KafkaJS(Connection|RequestTimeout|Broker|Lock|NumberOfRetries|GroupCoordinator|Metadata|NoBroker)/.test(name);
};
