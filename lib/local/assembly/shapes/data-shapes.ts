import {
  arn,
  fakeId,
  generatedName,
  globalArn,
  type Identity,
  named,
  nameOf,
  type ResourceShape,
  text,
} from './identity.js';

/** Bucket names are lower case. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = (identity: Identity) => identity.property('BucketName') ?? generatedName(identity, 63).toLowerCase();

const queueName = (identity: Identity) => nameOf(identity, 'QueueName', 80);
const queueUrl = (identity: Identity) =>
  text`https://sqs.${identity.region}.${identity.urlSuffix}/${identity.account}/${queueName(identity)}`;
const topicName = (identity: Identity) => nameOf(identity, 'TopicName', 256);
const topicArn = (identity: Identity) => arn(identity, 'sns', topicName(identity));
const tableName = (identity: Identity) => nameOf(identity, 'TableName', 255);
const secretArn = (identity: Identity) =>
  arn(identity, 'secretsmanager', text`secret:${nameOf(identity, 'Name')}-${fakeId(identity, 6)}`);
const busName = (identity: Identity) => identity.property('Name');

const table: ResourceShape = {
  ref: tableName,
  attributes: { Arn: (identity) => arn(identity, 'dynamodb', text`table/${tableName(identity)}`) },
};

/** Physical ids and attributes of what functions read, write and send to. */
export const DATA_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (identity) => globalArn(identity, 's3', bucketName(identity)),
      DomainName: (identity) => text`${bucketName(identity)}.s3.${identity.urlSuffix}`,
      RegionalDomainName: (identity) => text`${bucketName(identity)}.s3.${identity.region}.${identity.urlSuffix}`,
    },
  },
  'AWS::SQS::Queue': {
    ref: queueUrl,
    attributes: {
      Arn: (identity) => arn(identity, 'sqs', queueName(identity)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
  },
  'AWS::SNS::Topic': { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topicName } },
  'AWS::Events::EventBus': {
    ref: busName,
    attributes: { Name: busName, Arn: (identity) => arn(identity, 'events', text`event-bus/${busName(identity)}`) },
  },
  'AWS::Kinesis::Stream': named('Name', 'kinesis', 'stream/', 128),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName', 'firehose', 'deliverystream/'),
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SSM::Parameter': {
    ref: (identity) => nameOf(identity, 'Name', 512),
    attributes: {
      Value: (identity) => identity.property('Value'),
      Type: (identity) => identity.property('Type'),
    },
  },
  'AWS::Logs::LogGroup': {
    ref: (identity) => nameOf(identity, 'LogGroupName', 512),
    attributes: {
      // CloudFormation answers with the trailing `:*`.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
      Arn: (identity) => arn(identity, 'logs', text`log-group:${nameOf(identity, 'LogGroupName', 512)}:*`),
    },
  },
};
