// Tables, and a container for their backups, without keys: only an Entra identity with the roles below
// gets in.

param name string
param location string

@description('Who may read and write tables and backups: the object id of the identity.')
param principalId string

@description('Zone-redundant, since everything that people keep is here.')
param sku string = 'Standard_ZRS'

// Built-in role "Storage Table Data Contributor": rows and tables, nothing of the account itself.
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
// Built-in role "Storage Blob Data Contributor": files and containers.
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
// As bot/platform/storage.ts calls it.
var containerName = 'backups'
// A backup lives so many days, and so do the notes of who erased themselves; people were told so.
var backupDays = 30

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-08-01' = {
  parent: account
  name: 'default'
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    // Files that were deleted would stay beyond what people were told.
    deleteRetentionPolicy: {
      enabled: false
    }
  }
}

resource backups 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}

// Backups go by themselves.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'backups'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                '${containerName}/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: backupDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

// Nobody deletes the account, or the resource group around it, by a slip: the lock has to go first.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'everything-that-people-keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'The tables and their backups of Pass It On.'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, tableDataContributor)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
  }
}

resource accessToBackups 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDataContributor)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

output name string = account.name
