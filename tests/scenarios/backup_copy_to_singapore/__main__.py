"""A backup plan copies recovery points to a vault in Singapore; the twin copies to Oregon."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

region = "ap-southeast-1" if LEAK else "us-west-2"
vault = aws.backup.Vault("vault", name="main", kms_key_arn="arn:aws:kms:us-east-1:310000000022:key/0", opts=in_us)
aws.backup.Plan(
    "plan",
    name="daily",
    rules=[
        {
            "rule_name": "daily",
            "target_vault_name": vault.name,
            "schedule": "cron(0 5 * * ? *)",
            "copy_actions": [{"destination_vault_arn": f"arn:aws:backup:{region}:310000000022:backup-vault:copy"}],
        }
    ],
    opts=in_us,
)
