"""Translates the SAM template on stdin (JSON) to CloudFormation on stdout."""

import json
import os
import sys

# It asks for a Region, and calls nothing.
os.environ.update(AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true")

from samtranslator.translator.transform import transform  # noqa: E402


class NoManagedPolicies:
    def load(self):
        return {}


json.dump(transform(json.load(sys.stdin), {}, NoManagedPolicies()), sys.stdout)
